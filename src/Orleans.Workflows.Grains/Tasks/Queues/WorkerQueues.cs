using Workflows.Core.Commands;
using Workflows.Grains.Contracts;
using Workflows.Grains.Executions;
using Workflows.Grains.Timers;
using Workflows.Journal.Queues;

namespace Workflows.Grains.Tasks.Queues;

/// <summary>Long polls of workers, over the queues of the journal.</summary>
internal sealed class WorkerQueues(ITaskQueues queues, IGrainFactory grains, PollReports reports, SiloDrain drain) : IWorkerQueues
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<PolledTask>> PollAsync(
        string queue,
        string worker,
        int max,
        TimeSpan wait,
        CancellationToken cancellationToken = default
    )
    {
        reports.Report(queue, worker);
        var atMost = wait < IWorkerQueues.LongestWait ? wait : IWorkerQueues.LongestWait;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.Begun);
        try
        {
            var taken = await queues.PollAsync(queue, worker, Math.Clamp(max, 1, IWorkerQueues.MaxTasks), atMost, either.Token);
            var tasks = await Task.WhenAll(taken.Select(BeginAsync));
            return [.. tasks.OfType<PolledTask>()];
        }
        catch (OperationCanceledException) when (drain.IsDraining && !cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkerQueue>> ListAsync(string after, int limit, CancellationToken cancellationToken = default)
    {
        var withTasks = await queues.ListAsync(after, limit, cancellationToken);
        var polls = await reports.ReadAsync().WaitAsync(cancellationToken);
        var byName = withTasks.ToDictionary(queue => queue.Name, StringComparer.Ordinal);
        return
        [
            .. byName
                .Keys.Union(polls.Keys.Where(name => string.CompareOrdinal(name, after) > 0), StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Take(limit)
                .Select(name => Of(name, byName.GetValueOrDefault(name), polls.GetValueOrDefault(name))),
        ];
    }

    private static WorkerQueue Of(string name, QueueSummary? tasks, LastPoll? poll) =>
        new(name, tasks?.Waiting ?? 0, tasks?.Leased ?? 0, tasks?.OldestAt, poll?.At, poll?.Worker);

    /// <returns>Null for a task that ended while it was being taken.</returns>
    private async Task<PolledTask?> BeginAsync(TakenTask taken)
    {
        var task = QueuedTask.Read(taken);
        if (task.Heartbeat is null)
            return task;

        // The heartbeat counts from here on.
        var begun = OutcomeMessage.Of(new HeartbeatTask(taken.Step, taken.Attempt));
        var reply = await grains.ByKey<IExecutionGrain>(taken.ExecutionId).DeliverAsync(begun);
        return reply.Kind == ReplyKind.Accepted ? task : null;
    }
}
