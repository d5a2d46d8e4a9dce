using Microsoft.Extensions.Logging;
using Workflows.Core.State;
using Workflows.Journal.Appending;
using Workflows.Journal.Composition;
using Workflows.Journal.Queues;
using Workflows.Journal.Reading;
using Workflows.Journal.Retention;
using Workflows.Journal.Schema;
using Workflows.Journal.Storage;

namespace Workflows.Journal.Sqlite;

/// <summary>The journal's tables in a SQLite file: one thread writes, a few read.</summary>
internal sealed partial class SqliteStore : IJournalStore
{
    private readonly SqliteDatabase database;
    private readonly IJournalSchema schema;
    private readonly TimeProvider time;
    private readonly ILogger<SqliteStore> logger;
    private readonly SqliteThreads<WriterSession> writer;
    private readonly SqliteThreads<ReaderSession> readers;
    private QuietCheckpoints? checkpoints;

    public SqliteStore(
        SqliteDatabase database,
        IJournalSchema schema,
        JournalOptions options,
        TimeProvider time,
        ILogger<SqliteStore> logger
    )
    {
        this.database = database;
        this.schema = schema;
        this.time = time;
        this.logger = logger;
        var sql = new SqlText("Sqlite");
        writer = new SqliteThreads<WriterSession>("workflows-journal-writer", 1, () => new WriterSession(database, sql));
        readers = new SqliteThreads<ReaderSession>("workflows-journal-reader", options.Readers, () => new ReaderSession(database, sql));
    }

    public int Lanes => 1;

    public bool IsServer => false;

    // On the thread that writes: of the two wake-ups of an append that is all alone, the caller's and the lane's, one is left.
    public TaskScheduler LaneScheduler => writer.Scheduler;

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await schema.ApplyAsync(cancellationToken);
        checkpoints = new QuietCheckpoints(
            database.Gate,
            isIdle => writer.RunAsync(session => session.Checkpoint(isIdle), CancellationToken.None),
            time,
            logger
        );
    }

    public Task AppendAsync(int lane, Memory<Pending<Append, AppendOutcome>> batch, CancellationToken cancellationToken) =>
        writer.RunAsync(session => Done(() => session.Append(batch.Span)), cancellationToken);

    public Task ChangeOwnersAsync(Memory<Pending<OwnerChange, bool>> batch, CancellationToken cancellationToken) =>
        writer.RunAsync(session => Done(() => session.ChangeOwners(batch.Span)), cancellationToken);

    public Task RenewLeasesAsync(LeaseRenewal renewal, CancellationToken cancellationToken) =>
        writer.RunAsync(session => Done(() => session.Renew(renewal)), cancellationToken);

    public Task TakeTasksAsync(Memory<Pending<Taking, IReadOnlyList<TakenTask>>> batch, CancellationToken cancellationToken) =>
        writer.RunAsync(session => Done(() => session.TakeTasks(batch.Span)), cancellationToken);

    public Task ExtendLeasesAsync(Memory<Pending<TaskLease, bool>> batch, CancellationToken cancellationToken) =>
        writer.RunAsync(session => Done(() => session.ExtendLeases(batch.Span)), cancellationToken);

    public Task<int> DeleteAsync(IReadOnlyCollection<ExpiredExecution> executions, CancellationToken cancellationToken) =>
        writer.RunAsync(session => session.Delete(executions), cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => writer.RunAsync(session => session.Probe(), cancellationToken);

    public void OnSilence(bool isSilent)
    {
        // Its threads are its own: whoever waits for them holds none of anybody else's.
    }

    public Fault Classify(Exception exception) => SqliteErrors.Classify(exception);

    public Task<ExecutionSummary?> ReadSummaryAsync(string executionId, CancellationToken cancellationToken) =>
        readers.RunAsync(session => session.ReadSummary(executionId), cancellationToken);

    public Task<int> CountDescendantsAsync(string root, int most, CancellationToken cancellationToken) =>
        readers.RunAsync(session => session.CountDescendants(root, most), cancellationToken);

    public Task<IReadOnlyList<EventRow>> ReadEventsAsync(Guid incarnation, long afterSequence, CancellationToken cancellationToken) =>
        readers.RunAsync(session => session.ReadEvents(incarnation, afterSequence), cancellationToken);

    public Task<IReadOnlyList<ExecutionSummary>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken) =>
        readers.RunAsync(session => session.List(query), cancellationToken);

    public Task<IReadOnlyList<DueExecution>> ReadDueAsync(
        int shard,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellationToken
    ) => readers.RunAsync(session => session.ReadDue(shard, until, limit), cancellationToken);

    public Task<IReadOnlyList<DueExecution>> ReadOverdueAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        readers.RunAsync(session => session.ReadOverdue(before, limit), cancellationToken);

    public Task<IReadOnlyList<DueExecution>> ReadOrphansAsync(
        IReadOnlyCollection<string> livingOwners,
        int limit,
        CancellationToken cancellationToken
    ) => readers.RunAsync(session => session.ReadOrphans(livingOwners, limit), cancellationToken);

    public Task<IReadOnlyList<ExpiredExecution>> ReadExpiredAsync(
        ExecutionStatus status,
        DateTimeOffset endedBefore,
        int limit,
        CancellationToken cancellationToken
    ) => readers.RunAsync(session => session.ReadExpired(status, endedBefore, limit), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref checkpoints, null) is { } running)
        {
            running.Dispose();
            await CloseAsync();
        }
        await writer.DisposeAsync();
        await readers.DisposeAsync();
    }

    private async Task CloseAsync()
    {
        try
        {
            await writer.RunAsync(session => session.Close(), CancellationToken.None);
        }
        catch (Exception exception) when (exception is Microsoft.Data.Sqlite.SqliteException or JournalStoppedException)
        {
            // Everything acknowledged is in the log, which stays; the next start reads it.
            LogNotClosed(exception);
        }
    }

    private static bool Done(Action work)
    {
        work();
        return true;
    }
}
