namespace Workflows.Journal.Queues;

/// <summary>Those of this process who wait for tasks of one queue. Each wake goes to one of them.</summary>
internal sealed class QueueLine : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly LinkedList<TaskCompletionSource> waiting = [];
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private bool isAwake;

    public QueueLine(TimeProvider time)
    {
        this.time = time;
        // What other processes offer and whose lease has ended tells nobody here.
        timer = time.CreateTimer(static line => ((QueueLine)line!).Wake(), this, Interval, Interval);
    }

    /// <summary>How many polls are under way, waiting or looking; kept by <see cref="TaskQueues"/>.</summary>
    public int Pollers { get; set; }

    /// <summary>Wakes the one who has waited longest; when all are looking just now, the next who would wait looks again instead.</summary>
    public void Wake()
    {
        lock (gate)
        {
            if (waiting.First is { } next)
            {
                waiting.Remove(next);
                next.Value.SetResult();
            }
            else
            {
                isAwake = true;
            }
        }
    }

    /// <summary>Waits for a wake; false when none came in time.</summary>
    public async Task<bool> WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource> place;
        lock (gate)
        {
            if (isAwake)
            {
                isAwake = false;
                return true;
            }
            place = waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        await place.Value.Task.WaitAsync(limit, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (TryGiveUp(place))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
        if (!cancellationToken.IsCancellationRequested)
            return true;
        // Woken, but gone: somebody else has to look.
        Wake();
        throw new OperationCanceledException(cancellationToken);
    }

    public void Dispose() => timer.Dispose();

    private bool TryGiveUp(LinkedListNode<TaskCompletionSource> place)
    {
        lock (gate)
        {
            if (place.List is null)
                return false;
            waiting.Remove(place);
            return true;
        }
    }
}
