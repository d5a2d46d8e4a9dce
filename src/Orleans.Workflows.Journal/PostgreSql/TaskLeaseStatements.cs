using Npgsql;
using NpgsqlTypes;
using Workflows.Journal.Appending;
using Workflows.Journal.Queues;
using Workflows.Journal.Storage;

namespace Workflows.Journal.PostgreSql;

/// <summary>Moves the leases of a batch of tasks with one statement.</summary>
internal sealed class TaskLeaseStatements : IDisposable
{
    private readonly HashSet<(Guid Incarnation, int Step, int Attempt)> moved = [];
    private readonly NpgsqlCommand command;
    private readonly ArrayParameter<Guid> incarnations;
    private readonly ArrayParameter<int> steps;
    private readonly ArrayParameter<int> attempts;
    private readonly ArrayParameter<long> until;

    private TaskLeaseStatements(NpgsqlConnection connection, SqlText sql, int timeoutSeconds)
    {
        command = new NpgsqlCommand(sql.Statement("ExtendLeases"), connection) { CommandTimeout = timeoutSeconds };
        incarnations = new ArrayParameter<Guid>(command, NpgsqlDbType.Uuid);
        steps = new ArrayParameter<int>(command, NpgsqlDbType.Integer);
        attempts = new ArrayParameter<int>(command, NpgsqlDbType.Integer);
        until = new ArrayParameter<long>(command, NpgsqlDbType.Bigint);
    }

    /// <summary>Prepares the statement on a connection.</summary>
    public static async Task<TaskLeaseStatements> PrepareAsync(
        NpgsqlConnection connection,
        SqlText sql,
        int timeoutSeconds,
        CancellationToken cancellationToken
    )
    {
        var statements = new TaskLeaseStatements(connection, sql, timeoutSeconds);
        await statements.command.PrepareAsync(cancellationToken);
        return statements;
    }

    /// <summary>Writes the batch and sets its outcomes.</summary>
    public async Task WriteAsync(Memory<Pending<TaskLease, bool>> batch, CancellationToken cancellationToken)
    {
        Fill(batch.Span);
        moved.Clear();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                moved.Add((reader.GetGuid(0), reader.GetInt32(1), reader.GetInt32(2)));
        }
        foreach (var pending in batch.Span)
        {
            var lease = pending.Request;
            pending.Outcome = moved.Contains((lease.Incarnation, lease.Step, lease.Attempt));
        }
    }

    public void Dispose() => command.Dispose();

    private void Fill(Span<Pending<TaskLease, bool>> batch)
    {
        incarnations.Clear();
        steps.Clear();
        attempts.Clear();
        until.Clear();
        // In the order of their keys, so that two silos meet each other's locks in the same order.
        batch.Sort(static (x, y) => Key(x.Request).CompareTo(Key(y.Request)));
        foreach (var pending in batch)
        {
            var lease = pending.Request;
            incarnations.Add(lease.Incarnation);
            steps.Add(lease.Step);
            attempts.Add(lease.Attempt);
            until.Add(lease.Until.ToUnixTimeMilliseconds());
        }
    }

    private static (Guid, int, int) Key(TaskLease lease) => (lease.Incarnation, lease.Step, lease.Attempt);
}
