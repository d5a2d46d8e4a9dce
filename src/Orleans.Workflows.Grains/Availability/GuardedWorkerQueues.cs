using Workflows.Grains.Contracts;

namespace Workflows.Grains.Availability;

/// <summary>The worker queues, for callers who do not wait for a database that is away.</summary>
internal sealed class GuardedWorkerQueues(IWorkerQueues queues, OutageGuard guard) : IWorkerQueues
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
        guard.Enter();
        // The poll itself is cancelled, too: what it takes when the database is back must go back into the queue.
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await guard.WrittenAsync(queues.PollAsync(queue, worker, max, wait, abandoned.Token), cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            await abandoned.CancelAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WorkerQueue>> ListAsync(string after, int limit, CancellationToken cancellationToken = default) =>
        guard.ReadAsync(token => queues.ListAsync(after, limit, token), cancellationToken);
}
