using Workflows.Core.History;
using Workflows.Grains.Contracts;
using Workflows.Journal.Reading;

namespace Workflows.Grains.Availability;

/// <summary>The executions, for callers who do not wait for a database that is away.</summary>
internal sealed class GuardedExecutions(IExecutions executions, OutageGuard guard) : IExecutions
{
    /// <inheritdoc/>
    public StartRefusal? Refusal => executions.Refusal;

    /// <inheritdoc/>
    public Task<StartResult> StartAsync(StartRequest request, CancellationToken cancellationToken = default) =>
        guard.WrittenAsync(executions.StartAsync(request, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<ExecutionDetails?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        guard.ReadAsync(token => executions.FindAsync(id, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ExecutionSummary>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken = default) =>
        guard.ReadAsync(token => executions.ListAsync(query, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StepRecord>?> ReadStepsAsync(
        string id,
        int after = 0,
        int limit = int.MaxValue,
        CancellationToken cancellationToken = default
    ) => guard.ReadAsync(token => executions.ReadStepsAsync(id, after, limit, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<HistoryEvent>?> ReadHistoryAsync(
        string id,
        long after,
        int limit,
        CancellationToken cancellationToken = default
    ) => guard.ReadAsync(token => executions.ReadHistoryAsync(id, after, limit, token), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<HistoryEvent> FollowAsync(string id, long after, CancellationToken cancellationToken = default) =>
        executions.FollowAsync(id, after, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> WaitForEndAsync(string id, TimeSpan atMost, CancellationToken cancellationToken = default)
    {
        var outageLasts = guard.OutageLasts;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, outageLasts);
        try
        {
            return await executions.WaitForEndAsync(id, atMost, either.Token);
        }
        catch (OperationCanceledException) when (outageLasts.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // What is waited for was accepted: it has not ended yet, as when the time is over.
            return false;
        }
    }

    /// <inheritdoc/>
    public Task<CancelOutcome> CancelAsync(string id, string? reason, bool compensate, CancellationToken cancellationToken = default)
    {
        guard.Enter();
        return guard.WrittenAsync(executions.CancelAsync(id, reason, compensate, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SendEventOutcome> SendEventAsync(string id, ExternalEvent sent, CancellationToken cancellationToken = default)
    {
        guard.Enter();
        return guard.WrittenAsync(executions.SendEventAsync(id, sent, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RedriveOutcome> RedriveAsync(string id, CancellationToken cancellationToken = default)
    {
        guard.Enter();
        return guard.WrittenAsync(executions.RedriveAsync(id, cancellationToken), cancellationToken);
    }
}
