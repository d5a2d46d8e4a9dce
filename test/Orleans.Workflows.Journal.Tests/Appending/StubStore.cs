using System.Collections.Concurrent;
using System.Threading.Channels;
using Workflows.Core.State;
using Workflows.Journal.Appending;
using Workflows.Journal.Queues;
using Workflows.Journal.Reading;
using Workflows.Journal.Retention;
using Workflows.Journal.Storage;

namespace Workflows.Journal.Tests.Appending;

/// <summary>A store that a test leads by the hand: each batch waits until the test says how it ends.</summary>
internal sealed class StubStore : IJournalStore
{
    private readonly Channel<Batch> batches = Channel.CreateUnbounded<Batch>();

    public int Lanes => 1;

    public bool IsServer => true;

    /// <summary>What the store was called with last.</summary>
    public bool IsSilent { get; private set; }

    public TaskScheduler LaneScheduler => TaskScheduler.Default;

    public ConcurrentBag<string> Written { get; } = [];

    /// <summary>Whether the journal is writing a batch that the test has not looked at.</summary>
    public bool HasNext => batches.Reader.TryPeek(out _);

    /// <summary>The next batch that the journal writes, once it does.</summary>
    public async Task<Batch> NextAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await batches.Reader.ReadAsync(deadline.Token);
    }

    public async Task AppendAsync(int lane, Memory<Pending<Append, AppendOutcome>> batch, CancellationToken cancellationToken)
    {
        var ids = batch.ToArray().Select(pending => pending.Request.ExecutionId).ToList();
        var told = new Batch(ids);
        batches.Writer.TryWrite(told);
        await told.Ending.WaitAsync(cancellationToken);
        foreach (var pending in batch.ToArray())
        {
            Written.Add(pending.Request.ExecutionId);
            pending.Outcome = AppendOutcome.Appended;
        }
    }

    /// <summary>How a probe ends; completes at once unless a test says otherwise.</summary>
    public Func<Task> Probing { get; set; } = () => Task.CompletedTask;

    /// <summary>How often it was probed.</summary>
    public int Probes { get; private set; }

    public Fault Classify(Exception exception) =>
        exception is FaultException fault ? new Fault(fault.Kind, "the test says so") : new Fault(FaultKind.Refusal, "");

    public void OnSilence(bool isSilent) => IsSilent = isSilent;

    public Task ProbeAsync(CancellationToken cancellationToken)
    {
        Probes++;
        return Probing();
    }

    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task ChangeOwnersAsync(Memory<Pending<OwnerChange, bool>> batch, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task RenewLeasesAsync(LeaseRenewal renewal, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task TakeTasksAsync(Memory<Pending<Taking, IReadOnlyList<TakenTask>>> batch, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task ExtendLeasesAsync(Memory<Pending<TaskLease, bool>> batch, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<int> DeleteAsync(IReadOnlyCollection<ExpiredExecution> executions, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ExpiredExecution>> ReadExpiredAsync(
        ExecutionStatus status,
        DateTimeOffset endedBefore,
        int limit,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task<int> CountDescendantsAsync(string root, int most, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>How a read of a summary ends; finds nothing unless a test says otherwise.</summary>
    public Func<Task<ExecutionSummary?>> Reading { get; set; } = () => Task.FromResult<ExecutionSummary?>(null);

    public Task<ExecutionSummary?> ReadSummaryAsync(string executionId, CancellationToken cancellationToken) => Reading();

    public Task<IReadOnlyList<EventRow>> ReadEventsAsync(Guid incarnation, long afterSequence, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ExecutionSummary>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<DueExecution>> ReadDueAsync(
        int shard,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task<IReadOnlyList<DueExecution>> ReadOverdueAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<DueExecution>> ReadOrphansAsync(
        IReadOnlyCollection<string> livingOwners,
        int limit,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    internal sealed class Batch(IReadOnlyList<string> ids)
    {
        private readonly TaskCompletionSource ending = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<string> Ids { get; } = ids;

        public Task Ending => ending.Task;

        public void Succeed() => ending.SetResult();

        public void Fail(FaultKind kind) => ending.SetException(new FaultException(kind));
    }

    internal sealed class FaultException(FaultKind kind) : Exception($"{kind}")
    {
        public FaultKind Kind { get; } = kind;
    }
}
