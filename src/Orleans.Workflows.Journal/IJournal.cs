using Workflows.Journal.Appending;
using Workflows.Journal.Reading;

namespace Workflows.Journal;

/// <summary>
/// Where executions are kept: their events, row by row, and one summary each, in the same database and the same transactions.
/// Every implementation passes one contract suite.
/// </summary>
public interface IJournal
{
    /// <summary>How much is waiting to be written; starts are refused by it before anything is lost.</summary>
    JournalLoad Load { get; }

    /// <summary>What is wrong with the database; null while it takes what it is given. Starts are refused by it.</summary>
    JournalOutage? Outage { get; }

    /// <summary>
    /// Signalled when an outage has lasted for 3 s: whoever waits for a client should answer it. After the outage it is another one, so ask anew each time.
    /// </summary>
    CancellationToken OutageLasts { get; }

    /// <summary>
    /// Sees whether the database can be read and written, by trying where nothing has been read or written for 2 s; answers within 1.25 s. What does not
    /// answer is an outage from 3 s on.
    /// </summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    Task<JournalOutage?> CheckAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Appends one row of events, with the summary's change in the same transaction. Completes when the row is durable, or when it is known
    /// that it never will be.
    /// </summary>
    /// <returns><see cref="AppendOutcome.Conflict"/>: somebody else wrote this place of the history, or the id is taken, or the summary to be
    /// changed is gone because the execution has been deleted; nothing of this append was written.</returns>
    /// <remarks>
    /// Appends queue up while the previous batch commits and are written together. While the database is away they wait and are repeated
    /// with a growing pause; after an unknown outcome
    /// (time-out, lost connection) the row is read back, and one's own <see cref="Append.Writer"/> means success. Cancellation stops
    /// waiting in the queue, not a write under way.
    /// </remarks>
    /// <exception cref="JournalOverloadedException">The append is a start without a parent, and the queue is too long or too old, or the database is away; it
    /// was not written.</exception>
    Task<AppendOutcome> AppendAsync(Append append, CancellationToken cancellationToken);

    /// <summary>Writes owner and wake time of a summary without any event; through the same batches.</summary>
    /// <returns>False when the summary is gone, is another incarnation's, or <see cref="OwnerChange.ExpectedOwner"/> does not hold any
    /// more.</returns>
    Task<bool> ChangeOwnerAsync(OwnerChange change, CancellationToken cancellationToken);

    /// <summary>Moves the wake time (the lease) of executions that live on one silo.</summary>
    /// <param name="owner">The silo; rows of other owners are left alone.</param>
    Task RenewLeasesAsync(
        string owner,
        IReadOnlyCollection<string> executionIds,
        DateTimeOffset wakeAt,
        CancellationToken cancellationToken
    );

    /// <summary>The summary of an execution, with the end of its history; null when there is none.</summary>
    Task<ExecutionSummary?> ReadSummaryAsync(string executionId, CancellationToken cancellationToken);

    /// <summary>How many executions an execution has below it: its children, their children, and so on.</summary>
    /// <param name="root">The execution; its own id is no child's.</param>
    /// <param name="most">It is not counted further.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<int> CountDescendantsAsync(string root, int most, CancellationToken cancellationToken);

    /// <summary>
    /// The rows of an incarnation that hold events after a sequence, in order; not more of them than <see cref="EventPart"/> says, so that a long history is read part by part. None: nothing follows.
    /// </summary>
    Task<IReadOnlyList<EventRow>> ReadEventsAsync(Guid incarnation, long afterSequence, CancellationToken cancellationToken);

    /// <summary>A page of summaries, newest first (by start time, then id).</summary>
    Task<IReadOnlyList<ExecutionSummary>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken);

    /// <summary>Executions of a shard whose wake time has come or comes by <paramref name="until"/>, earliest first.</summary>
    Task<IReadOnlyList<DueExecution>> ReadDueAsync(int shard, DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>Executions of any shard whose wake time is before <paramref name="before"/>, earliest first.</summary>
    Task<IReadOnlyList<DueExecution>> ReadOverdueAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>Executions whose owner is none of the living silos.</summary>
    Task<IReadOnlyList<DueExecution>> ReadOrphansAsync(
        IReadOnlyCollection<string> livingOwners,
        int limit,
        CancellationToken cancellationToken
    );
}
