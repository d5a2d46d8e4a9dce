namespace Workflows.Grains.Tasks;

/// <summary>
/// Bounds the attempts that run at the same time: so many per resource inside so many per silo. What finds no slot waits in the order of arrival; a slow resource cannot
/// take the places of the others beyond its own bound.
/// </summary>
internal sealed class TaskSlots(int perResource, int perSilo)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Lane> lanes = new(StringComparer.Ordinal);
    private readonly Queue<Lane> lanesWaiting = new();
    private readonly HashSet<TaskRun> runs = [];
    private int running;

    /// <summary>Attempts that run or wait for a slot.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return runs.Count;
        }
    }

    /// <summary>Starts the attempt as soon as there is a slot for it.</summary>
    public void Enqueue(TaskRun run)
    {
        lock (gate)
        {
            runs.Add(run);
            if (!lanes.TryGetValue(run.Resource, out var lane))
                lanes.Add(run.Resource, lane = new Lane());
            if (lane.Running >= perResource || running >= perSilo)
            {
                lane.Waiting.Enqueue(run);
                WaitForSilo(lane);
                return;
            }
            Take(lane);
        }
        run.Start();
    }

    /// <summary>Gives back the slot of an attempt whose executor has returned.</summary>
    public void Release(TaskRun run)
    {
        TaskRun? next;
        lock (gate)
        {
            runs.Remove(run);
            var lane = lanes[run.Resource];
            lane.Running--;
            running--;
            WaitForSilo(lane);
            next = TakeNext();
            if (lane is { Running: 0, Waiting.Count: 0 })
                lanes.Remove(run.Resource);
        }
        next?.Start();
    }

    /// <summary>Everything that runs or waits now.</summary>
    public IReadOnlyList<TaskRun> Snapshot()
    {
        lock (gate)
            return [.. runs];
    }

    /// <summary>Forgets what has no slot yet.</summary>
    public IReadOnlyList<TaskRun> DropWaiting()
    {
        var dropped = new List<TaskRun>();
        lock (gate)
        {
            foreach (var lane in lanes.Values)
            {
                dropped.AddRange(lane.Waiting);
                lane.Waiting.Clear();
                lane.IsWaiting = false;
            }
            lanesWaiting.Clear();
            runs.ExceptWith(dropped);
        }
        return dropped;
    }

    private TaskRun? TakeNext()
    {
        if (!lanesWaiting.TryDequeue(out var lane))
            return null;

        lane.IsWaiting = false;
        var run = lane.Waiting.Dequeue();
        Take(lane);
        WaitForSilo(lane);
        return run;
    }

    private void Take(Lane lane)
    {
        lane.Running++;
        running++;
    }

    // A lane stands in the silo's queue exactly while it has somebody waiting and a place of its own free.
    private void WaitForSilo(Lane lane)
    {
        if (lane.IsWaiting || lane.Waiting.Count == 0 || lane.Running >= perResource)
            return;

        lane.IsWaiting = true;
        lanesWaiting.Enqueue(lane);
    }

    private sealed class Lane
    {
        public int Running { get; set; }

        public bool IsWaiting { get; set; }

        public Queue<TaskRun> Waiting { get; } = new();
    }
}
