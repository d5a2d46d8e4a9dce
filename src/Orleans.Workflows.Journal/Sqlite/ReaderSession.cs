using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Workflows.Core.State;
using Workflows.Journal.Queues;
using Workflows.Journal.Reading;
using Workflows.Journal.Retention;
using Workflows.Journal.Storage;

namespace Workflows.Journal.Sqlite;

/// <summary>A reader's connection with its prepared commands. Readers see every commit and wait for no writer.</summary>
internal sealed class ReaderSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqlText sql;
    private readonly ListStatement list;
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);

    public ReaderSession(SqliteDatabase database, SqlText sql)
    {
        this.sql = sql;
        connection = database.Open();
        list = new ListStatement(sql.Parts("List"), statuses => JsonSerializer.Serialize(SummaryColumns.Numbers(statuses)));
    }

    /// <summary>The summary of an execution, or null.</summary>
    public ExecutionSummary? ReadSummary(string executionId)
    {
        using var reader = Execute("ReadSummary", ("id", executionId));
        return reader.Read() ? SummaryColumns.ReadWithEnd(reader, ReadGuid) : null;
    }

    /// <summary>How many executions an execution has below it.</summary>
    public int CountDescendants(string root, int most)
    {
        using var reader = Execute("CountDescendants", ("root", root), ("most", most));
        reader.Read();
        return reader.GetInt32(0);
    }

    /// <summary>The queues in which there are tasks.</summary>
    public IReadOnlyList<QueueSummary> ListQueues(string after, DateTimeOffset now, int limit)
    {
        using var reader = Execute("ListQueues", ("after", after), ("now", now.ToUnixTimeMilliseconds()), ("limit", limit));
        var queues = new List<QueueSummary>();
        while (reader.Read())
            queues.Add(TaskColumns.ReadSummary(reader));
        return queues;
    }

    /// <summary>The rows of an incarnation that hold events after a sequence.</summary>
    public IReadOnlyList<EventRow> ReadEvents(Guid incarnation, long afterSequence)
    {
        using var reader = Execute(
            "ReadEvents",
            ("incarnation", incarnation.ToByteArray(bigEndian: true)),
            ("after", afterSequence),
            ("limit", EventPart.MostRows)
        );
        var rows = new List<EventRow>();
        for (var bytes = 0L; bytes < EventPart.EnoughBytes && reader.Read(); bytes += rows[^1].Events.Length)
            rows.Add(new EventRow(reader.GetInt64(0), reader.GetInt32(1), ReadGuid(reader, 2), reader.GetFieldValue<byte[]>(3)));
        return rows;
    }

    /// <summary>A page of summaries.</summary>
    public IReadOnlyList<ExecutionSummary> List(ExecutionQuery query)
    {
        using var command = connection.CreateCommand();
        list.Fill(command, query);
        using var reader = command.ExecuteReader();
        var page = new List<ExecutionSummary>();
        while (reader.Read())
            page.Add(SummaryColumns.Read(reader, ReadGuid));
        return page;
    }

    /// <summary>What is due in a shard.</summary>
    public IReadOnlyList<DueExecution> ReadDue(int shard, DateTimeOffset until, int limit) =>
        ReadDue("ReadDue", ("shard", shard), ("until", until.ToUnixTimeMilliseconds()), ("limit", limit));

    /// <summary>What is overdue in any shard.</summary>
    public IReadOnlyList<DueExecution> ReadOverdue(DateTimeOffset before, int limit) =>
        ReadDue("ReadOverdue", ("shards", Shards.Count), ("before", before.ToUnixTimeMilliseconds()), ("limit", limit));

    /// <summary>What is owned by none of these.</summary>
    public IReadOnlyList<DueExecution> ReadOrphans(IReadOnlyCollection<string> livingOwners, int limit) =>
        ReadDue("ReadOrphans", ("living", JsonSerializer.Serialize(livingOwners)), ("limit", limit));

    /// <summary>What ended before a time and owes nothing.</summary>
    public IReadOnlyList<ExpiredExecution> ReadExpired(ExecutionStatus status, DateTimeOffset endedBefore, int limit)
    {
        var before = endedBefore.ToUnixTimeMilliseconds();
        using var reader = Execute("ReadExpired", ("status", (int)status), ("before", before), ("limit", limit));
        var expired = new List<ExpiredExecution>();
        while (reader.Read())
            expired.Add(new ExpiredExecution(reader.GetString(0), ReadGuid(reader, 1), reader.GetInt64(2)));
        return expired;
    }

    public void Dispose()
    {
        foreach (var command in commands.Values)
            command.Dispose();
        connection.Dispose();
    }

    private List<DueExecution> ReadDue(string statement, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var reader = Execute(statement, values);
        var due = new List<DueExecution>();
        while (reader.Read())
            due.Add(SummaryColumns.ReadDue(reader));
        return due;
    }

    private SqliteDataReader Execute(string statement, params ReadOnlySpan<(string Name, object Value)> values)
    {
        if (!commands.TryGetValue(statement, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql.Statement(statement);
            commands.Add(statement, command);
        }
        command.Parameters.Clear();
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command.ExecuteReader();
    }

    private static Guid ReadGuid(DbDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column), bigEndian: true);
}
