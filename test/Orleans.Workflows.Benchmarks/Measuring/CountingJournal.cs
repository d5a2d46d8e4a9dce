using Workflows.Journal;
using Workflows.Journal.Appending;
using Workflows.Journal.Reading;

namespace Workflows.Benchmarks.Measuring;

/// <summary>The journal, with its appends counted.</summary>
internal sealed class CountingJournal(IJournal inner) : IJournal
{
    private long appends;

    /// <summary>How many appends were asked for.</summary>
    public long Appends => Volatile.Read(ref appends);

    /// <inheritdoc/>
    public JournalLoad Load => inner.Load;

    /// <inheritdoc/>
    public Task<AppendOutcome> AppendAsync(Append append, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref appends);
        return inner.AppendAsync(append, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> ChangeOwnerAsync(OwnerChange change, CancellationToken cancellationToken) =>
        inner.ChangeOwnerAsync(change, cancellationToken);

    /// <inheritdoc/>
    public Task RenewLeasesAsync(
        string owner,
        IReadOnlyCollection<string> executionIds,
        DateTimeOffset wakeAt,
        CancellationToken cancellationToken
    ) => inner.RenewLeasesAsync(owner, executionIds, wakeAt, cancellationToken);

    /// <inheritdoc/>
    public Task<ExecutionSummary?> ReadSummaryAsync(string executionId, CancellationToken cancellationToken) =>
        inner.ReadSummaryAsync(executionId, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventRow>> ReadEventsAsync(Guid incarnation, long afterSequence, CancellationToken cancellationToken) =>
        inner.ReadEventsAsync(incarnation, afterSequence, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ExecutionSummary>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken) =>
        inner.ListAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DueExecution>> ReadDueAsync(
        int shard,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellationToken
    ) => inner.ReadDueAsync(shard, until, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DueExecution>> ReadOverdueAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        inner.ReadOverdueAsync(before, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DueExecution>> ReadOrphansAsync(
        IReadOnlyCollection<string> livingOwners,
        int limit,
        CancellationToken cancellationToken
    ) => inner.ReadOrphansAsync(livingOwners, limit, cancellationToken);
}
