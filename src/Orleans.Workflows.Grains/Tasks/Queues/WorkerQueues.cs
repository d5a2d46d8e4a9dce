using Workflows.Core.Commands;
using Workflows.Grains.Contracts;
using Workflows.Grains.Executions;
using Workflows.Grains.Timers;
using Workflows.Journal.Queues;

namespace Workflows.Grains.Tasks.Queues;

/// <summary>Long polls of workers, over the queues of the journal.</summary>
internal sealed class WorkerQueues(ITaskQueues queues, IGrainFactory grains, SiloDrain drain) : IWorkerQueues
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
