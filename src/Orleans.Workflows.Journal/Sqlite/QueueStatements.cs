using Microsoft.Data.Sqlite;
using Workflows.Journal.Appending;
using Workflows.Journal.Queues;
using Workflows.Journal.Storage;

namespace Workflows.Journal.Sqlite;

/// <summary>What the writer does to the worker queues, inside its transactions.</summary>
internal sealed class QueueStatements : IDisposable
{
    private readonly SqliteStatement offer;
    private readonly SqliteStatement withdraw;
    private readonly SqliteStatement extend;
    private readonly SqliteCommand take;
    private readonly SqliteCommand readTaking;

    public QueueStatements(SqliteConnection connection, SqlText sql)
    {
        offer = new SqliteStatement(connection, sql.Statement("OfferTask"));
        withdraw = new SqliteStatement(connection, sql.Statement("WithdrawTask"));
        extend = new SqliteStatement(connection, sql.Statement("ExtendLease"));
        take = new SqliteCommand(sql.Statement("TakeTasks"), connection);
        readTaking = new SqliteCommand(sql.Statement("ReadTaking"), connection);
    }

    /// <summary>Does what an append does to the queues.</summary>
    public void Change(Append request)
    {
        foreach (var change in request.Queue)
        {
            if (change is QueueChange.Offer offered)
                Offer(request, offered);
            else if (change is QueueChange.Withdraw withdrawn)
                Withdraw(request, withdrawn);
        }
    }

    /// <summary>Takes tasks; when the taking is repeated, those that it has taken already.</summary>
    public IReadOnlyList<TakenTask> Take(Taking taking)
    {
        var taken = taking.IsRepeated ? Read(readTaking, taking) : [];
        taking.IsRepeated = true;
        return taken.Count > 0
            ? taken
            : Read(take, taking, ("max", taking.Max), ("bytes", ITaskQueues.EnoughBytes), ("worker", taking.Worker));
    }

    /// <summary>Moves a lease; false when there is none.</summary>
    public bool Extend(TaskLease lease)
    {
        extend.Bind(1, lease.Incarnation);
        extend.Bind(2, lease.Step);
        extend.Bind(3, lease.Attempt);
        extend.Bind(4, lease.Until);
        return extend.Execute() == 1;
    }

    public void Dispose()
    {
        offer.Dispose();
        withdraw.Dispose();
        extend.Dispose();
        take.Dispose();
        readTaking.Dispose();
    }

    private void Offer(Append request, QueueChange.Offer offered)
    {
        offer.Bind(1, request.Incarnation);
        offer.Bind(2, offered.Step);
        offer.Bind(3, offered.Attempt);
        offer.Bind(4, request.ExecutionId);
        offer.Bind(5, StorableText.Of(offered.Queue));
        offer.Bind(6, offered.Payload.Span);
        offer.Bind(7, (long)offered.Lease.TotalMilliseconds);
        offer.Execute();
    }

    private void Withdraw(Append request, QueueChange.Withdraw withdrawn)
    {
        withdraw.Bind(1, request.Incarnation);
        withdraw.Bind(2, withdrawn.Step);
        withdraw.Bind(3, withdrawn.Attempt);
        withdraw.Execute();
    }

    private static IReadOnlyList<TakenTask> Read(
        SqliteCommand command,
        Taking taking,
        params ReadOnlySpan<(string Name, object Value)> values
    )
    {
        command.Parameters.Clear();
        command.Parameters.AddWithValue("queue", taking.Queue);
        command.Parameters.AddWithValue("now", taking.Now.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("taking", taking.Id.ToByteArray(bigEndian: true));
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        var rows = new List<(long, TakenTask)>();
        while (reader.Read())
            rows.Add(TaskColumns.Read(reader, static (row, column) => new Guid(row.GetFieldValue<byte[]>(column), bigEndian: true)));
        return TaskColumns.InOrder(rows);
    }
}
