using Workflows.Core.State;
using Workflows.Journal.Appending;
using Workflows.Journal.Queues;
using Workflows.Journal.Reading;
using Workflows.Journal.Retention;

namespace Workflows.Journal.Storage;

/// <summary>
/// A database under the journal. Each write is one transaction: it throws and has written nothing, or its outcome is unknown; either way it
/// may be repeated.
/// </summary>
internal interface IJournalStore : IAsyncDisposable
{
    /// <summary>How many batches of appends may be under way at a time.</summary>
    int Lanes { get; }

    /// <summary>Whether the database is a server: one that does not answer writes answers no reads either. A file that takes no writes can still be read.</summary>
    bool IsServer { get; }

    /// <summary>Where the loop of a lane runs best: where its writes need no other thread, if there is such a place.</summary>
    TaskScheduler LaneScheduler { get; }

    /// <summary>Makes the database ready: it exists, has its tables and answers.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Writes a batch in one transaction and sets the outcome of every append. May reorder the batch.</summary>
    /// <param name="lane">Which lane calls; a lane has one batch under way.</param>
    /// <param name="batch">At most one append per execution has a summary or changes a worker queue.</param>
    /// <param name="cancellationToken">Given up at the end of the process; the outcome is unknown then.</param>
    Task AppendAsync(int lane, Memory<Pending<Append, AppendOutcome>> batch, CancellationToken cancellationToken);

    /// <summary>Writes a batch of owners, each execution at most once, and sets their outcomes.</summary>
    Task ChangeOwnersAsync(Memory<Pending<OwnerChange, bool>> batch, CancellationToken cancellationToken);

    /// <summary>Moves the leases of one silo.</summary>
    Task RenewLeasesAsync(LeaseRenewal renewal, CancellationToken cancellationToken);

    /// <summary>Takes tasks for workers, each to one of them, and sets the outcomes; a repeated taking keeps what it has taken.</summary>
    Task TakeTasksAsync(Memory<Pending<Taking, IReadOnlyList<TakenTask>>> batch, CancellationToken cancellationToken);

    /// <summary>Moves leases of tasks, each task at most once, and sets the outcomes. May reorder the batch.</summary>
    Task ExtendLeasesAsync(Memory<Pending<TaskLease, bool>> batch, CancellationToken cancellationToken);

    /// <inheritdoc cref="IJournalRetention.DeleteAsync"/>
    Task<int> DeleteAsync(IReadOnlyCollection<ExpiredExecution> executions, CancellationToken cancellationToken);

    /// <summary>Proves that the database takes writes: does one that changes nothing, and is durable when it returns.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);

    /// <summary>Called when the database has not answered for some seconds, and when it answers again.</summary>
    void OnSilence(bool isSilent);

    /// <summary>What an exception of this store means.</summary>
    Fault Classify(Exception exception);

    /// <inheritdoc cref="IJournal.ReadSummaryAsync"/>
    Task<ExecutionSummary?> ReadSummaryAsync(string executionId, CancellationToken cancellationToken);

    /// <inheritdoc cref="IJournal.CountDescendantsAsync"/>
    Task<int> CountDescendantsAsync(string root, int most, CancellationToken cancellationToken);

    /// <inheritdoc cref="IJournal.ReadEventsAsync"/>
    Task<IReadOnlyList<EventRow>> ReadEventsAsync(Guid incarnation, long afterSequence, CancellationToken cancellationToken);

    /// <inheritdoc cref="IJournal.ListAsync"/>
    Task<IReadOnlyList<ExecutionSummary>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken);

    /// <inheritdoc cref="IJournal.ReadDueAsync"/>
    Task<IReadOnlyList<DueExecution>> ReadDueAsync(int shard, DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <inheritdoc cref="IJournal.ReadOverdueAsync"/>
    Task<IReadOnlyList<DueExecution>> ReadOverdueAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <inheritdoc cref="IJournal.ReadOrphansAsync"/>
    Task<IReadOnlyList<DueExecution>> ReadOrphansAsync(
        IReadOnlyCollection<string> livingOwners,
        int limit,
        CancellationToken cancellationToken
    );

    /// <inheritdoc cref="IJournalRetention.ReadExpiredAsync"/>
    Task<IReadOnlyList<ExpiredExecution>> ReadExpiredAsync(
        ExecutionStatus status,
        DateTimeOffset endedBefore,
        int limit,
        CancellationToken cancellationToken
    );
}
