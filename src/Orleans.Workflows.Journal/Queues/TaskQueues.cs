using Workflows.Journal.Appending;

namespace Workflows.Journal.Queues;

/// <summary>
/// Long polls over the journal. Who finds nothing waits in the line of its queue; an offer, or the tick of the line, wakes one of them, and
/// who has found something wakes the next. So an idle queue costs a look a second, however many workers wait for it.
/// </summary>
internal sealed class TaskQueues : ITaskQueues
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, QueueLine> lines = new(StringComparer.Ordinal);
    private readonly GroupCommitJournal journal;
    private readonly TimeProvider time;

    public TaskQueues(GroupCommitJournal journal, TimeProvider time)
    {
        this.journal = journal;
        this.time = time;
        journal.QueueOffered = Wake;
    }

    public async Task<IReadOnlyList<TakenTask>> PollAsync(
        string queue,
        string worker,
        int max,
        TimeSpan wait,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        var began = time.GetTimestamp();
        var line = Enter(queue);
        try
        {
            while (true)
            {
                var taken = await TakeAsync(queue, worker, max, cancellationToken);
                if (taken.Count > 0)
                {
                    line.Wake();
                    return taken;
                }
                var left = wait - time.GetElapsedTime(began);
                if (left <= TimeSpan.Zero || !await line.WaitAsync(left, cancellationToken))
                    return [];
            }
        }
        finally
        {
            Leave(queue, line);
        }
    }

    public Task<IReadOnlyList<QueueSummary>> ListAsync(string after, int limit, CancellationToken cancellationToken) =>
        journal.ListQueuesAsync(after, time.GetUtcNow(), limit, cancellationToken);

    public Task<bool> ExtendLeaseAsync(TaskLease lease, CancellationToken cancellationToken) =>
        journal.ExtendLeaseAsync(lease, cancellationToken);

    private async Task<IReadOnlyList<TakenTask>> TakeAsync(string queue, string worker, int max, CancellationToken cancellationToken)
    {
        var taken = await journal.TakeTasksAsync(queue, worker, max, time.GetUtcNow(), cancellationToken);
        if (!cancellationToken.IsCancellationRequested)
            return taken;
        // Nobody is there any more to get them.
        var now = time.GetUtcNow();
        await Task.WhenAll(
            taken.Select(task =>
                journal.ExtendLeaseAsync(new TaskLease(task.Incarnation, task.Step, task.Attempt, now), CancellationToken.None)
            )
        );
        Wake(queue);
        throw new OperationCanceledException(cancellationToken);
    }

    private void Wake(string queue)
    {
        QueueLine? line;
        lock (gate)
            lines.TryGetValue(queue, out line);
        line?.Wake();
    }

    private QueueLine Enter(string queue)
    {
        lock (gate)
        {
            if (!lines.TryGetValue(queue, out var line))
                lines.Add(queue, line = new QueueLine(time));
            line.Pollers++;
            return line;
        }
    }

    private void Leave(string queue, QueueLine line)
    {
        lock (gate)
        {
            if (--line.Pollers > 0)
                return;
            lines.Remove(queue);
        }
        line.Dispose();
    }
}
