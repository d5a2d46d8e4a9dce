using Microsoft.Data.Sqlite;
using Workflows.Journal.Appending;
using Workflows.Journal.Queues;
using Workflows.Journal.Reading;
using Workflows.Journal.Retention;
using Workflows.Journal.Storage;

namespace Workflows.Journal.Sqlite;

/// <summary>The writer's connection with its statements. Every method is one transaction, in the journal's turn at the gate.</summary>
internal sealed class WriterSession : IDisposable
{
    private readonly SqliteDatabase database;
    private readonly WriteGate gate;
    private readonly SqliteConnection connection;
    private readonly SqliteStatement begin;
    private readonly SqliteStatement commit;
    private readonly SqliteStatement rollback;
    private readonly SqliteStatement append;
    private readonly SqliteStatement start;
    private readonly SqliteStatement update;
    private readonly SqliteStatement remove;
    private readonly SqliteStatement readWriter;
    private readonly SqliteStatement changeOwner;
    private readonly SqliteStatement renewLease;
    private readonly SqliteStatement deleteExecution;
    private readonly SqliteStatement deleteEvents;
    private readonly SqliteStatement deleteTasks;
    private readonly QueueStatements queues;

    public WriterSession(SqliteDatabase database, SqlText sql)
    {
        this.database = database;
        gate = database.Gate;
        connection = database.Open();
        begin = new SqliteStatement(connection, "BEGIN IMMEDIATE");
        commit = new SqliteStatement(connection, "COMMIT");
        rollback = new SqliteStatement(connection, "ROLLBACK");
        append = new SqliteStatement(connection, sql.Statement("Append"));
        start = new SqliteStatement(connection, sql.Statement("Start"));
        update = new SqliteStatement(connection, sql.Statement("Update"));
        remove = new SqliteStatement(connection, sql.Statement("Remove"));
        readWriter = new SqliteStatement(connection, sql.Statement("ReadWriter"));
        changeOwner = new SqliteStatement(connection, sql.Statement("ChangeOwner"));
        renewLease = new SqliteStatement(connection, sql.Statement("RenewLease"));
        deleteExecution = new SqliteStatement(connection, sql.Statement("DeleteExecution"));
        deleteEvents = new SqliteStatement(connection, sql.Statement("DeleteEvents"));
        deleteTasks = new SqliteStatement(connection, sql.Statement("DeleteTasks"));
        queues = new QueueStatements(connection, sql);
    }

    /// <summary>Writes a batch of appends and sets their outcomes.</summary>
    public void Append(ReadOnlySpan<Pending<Append, AppendOutcome>> batch)
    {
        Begin();
        try
        {
            foreach (var pending in batch)
                pending.Outcome = Append(pending.Request) ? AppendOutcome.Appended : AppendOutcome.Conflict;
            commit.Execute();
        }
        finally
        {
            End();
        }
    }

    /// <summary>Writes a batch of owners and sets their outcomes.</summary>
    public void ChangeOwners(ReadOnlySpan<Pending<OwnerChange, bool>> batch)
    {
        Begin();
        try
        {
            foreach (var pending in batch)
                pending.Outcome = ChangeOwner(pending.Request);
            commit.Execute();
        }
        finally
        {
            End();
        }
    }

    /// <summary>Moves the leases of one silo.</summary>
    public void Renew(LeaseRenewal renewal)
    {
        Begin();
        try
        {
            renewLease.Bind(2, renewal.Owner);
            renewLease.Bind(3, renewal.WakeAt);
            foreach (var id in renewal.ExecutionIds)
            {
                renewLease.Bind(1, id);
                renewLease.Execute();
            }
            commit.Execute();
        }
        finally
        {
            End();
        }
    }

    /// <summary>Takes tasks for workers and sets the outcomes.</summary>
    public void TakeTasks(ReadOnlySpan<Pending<Taking, IReadOnlyList<TakenTask>>> batch)
    {
        Begin();
        try
        {
            foreach (var pending in batch)
                pending.Outcome = queues.Take(pending.Request);
            commit.Execute();
        }
        finally
        {
            End();
        }
    }

    /// <summary>Moves the leases of tasks and sets the outcomes.</summary>
    public void ExtendLeases(ReadOnlySpan<Pending<TaskLease, bool>> batch)
    {
        Begin();
        try
        {
            foreach (var pending in batch)
                pending.Outcome = queues.Extend(pending.Request);
            commit.Execute();
        }
        finally
        {
            End();
        }
    }

    /// <summary>Deletes executions that have ended and owe nothing; how many.</summary>
    public int Delete(IReadOnlyCollection<ExpiredExecution> executions)
    {
        Begin();
        try
        {
            var deleted = executions.Count(Delete);
            commit.Execute();
            return deleted;
        }
        finally
        {
            End();
        }
    }

    /// <summary>Proves that the file takes writes: commits something that changes nothing, and sees whether the disk has room for more.</summary>
    public bool Probe()
    {
        Write(OpenMark.Set);
        database.RequireRoom();
        return true;
    }

    /// <summary>Moves the write-ahead log into the database file.</summary>
    /// <param name="isQuiet">Nobody writes: the log is emptied as well.</param>
    /// <returns>How many had entered the gate by then, so that later writes can be told from it; null when readers kept something back.</returns>
    public long? Checkpoint(bool isQuiet)
    {
        gate.EnterJournal();
        try
        {
            var entries = gate.Entries;
            return LogCheckpoint.Run(connection, isQuiet) ? entries : null;
        }
        finally
        {
            gate.Exit();
        }
    }

    /// <summary>The last write of this process: the file is whole without its log.</summary>
    public bool Close()
    {
        Write(OpenMark.Clear);
        return Checkpoint(isQuiet: true) is not null;
    }

    public void Dispose()
    {
        queues.Dispose();
        foreach (
            var statement in (SqliteStatement[])
                [
                    begin,
                    commit,
                    rollback,
                    append,
                    start,
                    update,
                    remove,
                    readWriter,
                    changeOwner,
                    renewLease,
                    deleteExecution,
                    deleteEvents,
                    deleteTasks,
                ]
        )
            statement.Dispose();
        // Closed for good instead of going back to the pool: what failed once must not serve the next session.
        SqliteConnection.ClearPool(connection);
        connection.Dispose();
    }

    private void Write(Action<SqliteConnection> write)
    {
        Begin();
        try
        {
            write(connection);
            commit.Execute();
        }
        finally
        {
            End();
        }
    }

    private void Begin()
    {
        gate.EnterJournal();
        try
        {
            begin.Execute();
        }
        catch
        {
            gate.Exit();
            throw;
        }
    }

    /// <summary>After a failure the transaction may still be open, or SQLite may have ended it by itself.</summary>
    private void End()
    {
        try
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
                rollback.Execute();
        }
        finally
        {
            gate.Exit();
        }
    }

    /// <summary>Writes a row and its summary, or nothing. A row that stands there already is one's own when a batch is repeated.</summary>
    private bool Append(Append request)
    {
        append.Bind(1, request.Incarnation);
        append.Bind(2, request.FirstSequence);
        append.Bind(3, request.Count);
        append.Bind(4, request.Writer);
        append.Bind(5, request.Events.Span);
        if (append.Execute() == 0)
        {
            readWriter.Bind(1, request.Incarnation);
            readWriter.Bind(2, request.FirstSequence);
            return readWriter.ReadGuid() == request.Writer;
        }
        if (!Write(request, request.Summary))
        {
            remove.Bind(1, request.Incarnation);
            remove.Bind(2, request.FirstSequence);
            remove.Execute();
            return false;
        }
        if (request.Queue.Count > 0)
            queues.Change(request);
        return true;
    }

    private bool Write(Append request, SummaryWrite? write) =>
        write switch
        {
            SummaryWrite.Start start => Start(start.Summary),
            SummaryWrite.Update change => Update(request, change),
            _ => true,
        };

    private bool Start(ExecutionSummary summary)
    {
        start.Bind(1, summary.Id);
        start.Bind(2, summary.Incarnation);
        start.Bind(3, summary.Workflow);
        start.Bind(4, summary.Version);
        start.Bind(5, (long)summary.Status);
        start.Bind(6, summary.StartedAt);
        start.Bind(7, summary.UpdatedAt);
        start.Bind(8, summary.EndedAt);
        start.Bind(9, summary.WakeAt);
        start.Bind(10, summary.Owner);
        start.Bind(11, StorableText.Of(summary.Error));
        start.Bind(12, StorableText.Of(summary.Cause));
        start.Bind(13, summary.Run);
        start.Bind(14, SummaryColumns.WriteTags(summary.Tags));
        start.Bind(15, summary.ParentId);
        start.Bind(16, summary.ParentStepId);
        start.Bind(17, Shards.Of(summary.Id));
        return start.Execute() == 1;
    }

    private bool Update(Append request, SummaryWrite.Update change)
    {
        update.Bind(1, request.ExecutionId);
        update.Bind(2, request.Incarnation);
        update.Bind(3, (long)change.Status);
        update.Bind(4, change.UpdatedAt);
        update.Bind(5, change.EndedAt);
        update.Bind(6, change.WakeAt);
        update.Bind(7, change.Owner);
        update.Bind(8, StorableText.Of(change.Error));
        update.Bind(9, StorableText.Of(change.Cause));
        update.Bind(10, change.Run);
        return update.Execute() == 1;
    }

    private bool ChangeOwner(OwnerChange change)
    {
        changeOwner.Bind(1, change.ExecutionId);
        changeOwner.Bind(2, change.Incarnation);
        changeOwner.Bind(3, change.ExpectedOwner);
        changeOwner.Bind(4, change.Owner);
        changeOwner.Bind(5, change.WakeAt);
        return changeOwner.Execute() == 1;
    }

    private bool Delete(ExpiredExecution execution)
    {
        deleteExecution.Bind(1, execution.Id);
        deleteExecution.Bind(2, execution.Incarnation);
        if (deleteExecution.Execute() == 0)
            return false;
        deleteEvents.Bind(1, execution.Incarnation);
        deleteEvents.Execute();
        deleteTasks.Bind(1, execution.Incarnation);
        deleteTasks.Execute();
        return true;
    }
}
