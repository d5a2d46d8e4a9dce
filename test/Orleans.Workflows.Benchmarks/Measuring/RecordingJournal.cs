using Workflows.Journal;
using Workflows.Journal.Appending;
using Workflows.Journal.Reading;

namespace Workflows.Benchmarks.Measuring;

/// <summary>The journal; keeps the appends of the first so many executions.</summary>
/// <param name="inner">The journal.</param>
/// <param name="capacity">Executions that are kept at the most.</param>
internal sealed class RecordingJournal(IJournal inner, int capacity) : IJournal
{
    private readonly Dictionary<Guid, List<Append>> executions = [];

    /// <inheritdoc/>
    public JournalLoad Load => inner.Load;

    /// <inheritdoc/>
    public JournalOutage? Outage => inner.Outage;

    /// <inheritdoc/>
    public CancellationToken OutageLasts => inner.OutageLasts;

    /// <inheritdoc/>
    public Task<JournalOutage?> CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    /// <summary>The appends of each execution that was recorded from its start to its end, in their order.</summary>
    public IReadOnlyList<IReadOnlyList<Append>> TakeEnded()
    {
        lock (executions)
            return [.. executions.Values.Where(appends => appends[^1].Summary is SummaryWrite.Update { EndedAt: not null })];
    }

    /// <inheritdoc/>
    public Task<AppendOutcome> AppendAsync(Append append, CancellationToken cancellationToken)
    {
        Record(append);
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
    public Task<int> CountDescendantsAsync(string root, int most, CancellationToken cancellationToken) =>
        inner.CountDescendantsAsync(root, most, cancellationToken);

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

    private void Record(Append append)
    {
        lock (executions)
        {
            if (executions.TryGetValue(append.Incarnation, out var appends))
                appends.Add(append with { Events = append.Events.ToArray() });
            else if (append.Summary is SummaryWrite.Start && executions.Count < capacity)
                executions[append.Incarnation] = [append with { Events = append.Events.ToArray() }];
        }
    }
}
