using Workflows.Core.State;
using Workflows.Journal.Appending;
using Workflows.Journal.Queues;
using Workflows.Journal.Reading;
using Workflows.Journal.Retention;
using Workflows.Journal.Storage;

namespace Workflows.Journal.Tests.Contract;

/// <summary>
/// A store whose writes fail in every way in which a database fails: before anything happened, after all of it, or because of another
/// transaction.
/// </summary>
internal sealed class FaultyStore(IJournalStore inner, int seed) : IJournalStore
{
    private readonly Random random = new(seed);

    public int Lanes => inner.Lanes;

    public bool IsServer => inner.IsServer;

    public TaskScheduler LaneScheduler => inner.LaneScheduler;

    public Task OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public Task AppendAsync(int lane, Memory<Pending<Append, AppendOutcome>> batch, CancellationToken cancellationToken) =>
        FailAroundAsync(() => inner.AppendAsync(lane, batch, cancellationToken));

    public Task ChangeOwnersAsync(Memory<Pending<OwnerChange, bool>> batch, CancellationToken cancellationToken) =>
        FailAroundAsync(() => inner.ChangeOwnersAsync(batch, cancellationToken));

    public Task RenewLeasesAsync(LeaseRenewal renewal, CancellationToken cancellationToken) =>
        FailAroundAsync(() => inner.RenewLeasesAsync(renewal, cancellationToken));

    public Task TakeTasksAsync(Memory<Pending<Taking, IReadOnlyList<TakenTask>>> batch, CancellationToken cancellationToken) =>
        FailAroundAsync(() => inner.TakeTasksAsync(batch, cancellationToken));

    public Task ExtendLeasesAsync(Memory<Pending<TaskLease, bool>> batch, CancellationToken cancellationToken) =>
        FailAroundAsync(() => inner.ExtendLeasesAsync(batch, cancellationToken));

    public async Task<int> DeleteAsync(IReadOnlyCollection<ExpiredExecution> executions, CancellationToken cancellationToken)
    {
        var deleted = 0;
        await FailAroundAsync(async () => deleted = await inner.DeleteAsync(executions, cancellationToken));
        return deleted;
    }

    public Task<IReadOnlyList<ExpiredExecution>> ReadExpiredAsync(
        ExecutionStatus status,
        DateTimeOffset endedBefore,
        int limit,
        CancellationToken cancellationToken
    ) => inner.ReadExpiredAsync(status, endedBefore, limit, cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => FailAroundAsync(() => inner.ProbeAsync(cancellationToken));

    public void OnSilence(bool isSilent) => inner.OnSilence(isSilent);

    public Fault Classify(Exception exception) =>
        exception is InjectedException injected ? new Fault(injected.Kind, "injected") : inner.Classify(exception);

    public Task<int> CountDescendantsAsync(string root, int most, CancellationToken cancellationToken) =>
        inner.CountDescendantsAsync(root, most, cancellationToken);

    public Task<ExecutionSummary?> ReadSummaryAsync(string executionId, CancellationToken cancellationToken) =>
        inner.ReadSummaryAsync(executionId, cancellationToken);

    public Task<IReadOnlyList<EventRow>> ReadEventsAsync(Guid incarnation, long afterSequence, CancellationToken cancellationToken) =>
        inner.ReadEventsAsync(incarnation, afterSequence, cancellationToken);

    public Task<IReadOnlyList<ExecutionSummary>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken) =>
        inner.ListAsync(query, cancellationToken);

    public Task<IReadOnlyList<DueExecution>> ReadDueAsync(
        int shard,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellationToken
    ) => inner.ReadDueAsync(shard, until, limit, cancellationToken);

    public Task<IReadOnlyList<DueExecution>> ReadOverdueAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        inner.ReadOverdueAsync(before, limit, cancellationToken);

    public Task<IReadOnlyList<DueExecution>> ReadOrphansAsync(
        IReadOnlyCollection<string> livingOwners,
        int limit,
        CancellationToken cancellationToken
    ) => inner.ReadOrphansAsync(livingOwners, limit, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task FailAroundAsync(Func<Task> write)
    {
        int fate;
        lock (random)
            fate = random.Next(10);
        switch (fate)
        {
            case 0 or 1:
                throw new InjectedException(FaultKind.Outage);
            case 2 or 3:
                throw new InjectedException(FaultKind.Contention);
            case 4 or 5:
                await write();
                throw new InjectedException(FaultKind.Outage);
            default:
                await write();
                break;
        }
    }

    private sealed class InjectedException(FaultKind kind) : Exception($"Injected: {kind}.")
    {
        public FaultKind Kind { get; } = kind;
    }
}
