using Npgsql;
using Workflows.Journal.Appending;
using Workflows.Journal.Queues;
using Workflows.Journal.Storage;

namespace Workflows.Journal.PostgreSql;

/// <summary>Carries out a batch of takings in one round trip and one transaction.</summary>
internal sealed class TakingStatements(NpgsqlConnection connection, SqlText sql, int timeoutSeconds) : IDisposable
{
    private readonly string take = sql.Statement("TakeTasks");
    private readonly string readTaking = sql.Statement("ReadTaking");

    /// <summary>Takes what there is and sets the outcomes.</summary>
    public async Task WriteAsync(Memory<Pending<Taking, IReadOnlyList<TakenTask>>> takings, CancellationToken cancellationToken)
    {
        var open = new List<Pending<Taking, IReadOnlyList<TakenTask>>>(takings.Length);
        foreach (var pending in takings.ToArray())
        {
            var taken = pending.Request.IsRepeated ? await FindAsync(pending.Request, cancellationToken) : [];
            pending.Request.IsRepeated = true;
            pending.Outcome = taken;
            if (taken.Count == 0)
                open.Add(pending);
        }
        if (open.Count > 0)
            await TakeAsync(open, cancellationToken);
    }

    public void Dispose() { }

    private async Task<IReadOnlyList<TakenTask>> FindAsync(Taking taking, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(readTaking, connection) { CommandTimeout = timeoutSeconds };
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = taking.Queue });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = taking.Now.ToUnixTimeMilliseconds() });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = taking.Id });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadAsync(reader, cancellationToken);
    }

    private async Task TakeAsync(List<Pending<Taking, IReadOnlyList<TakenTask>>> takings, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = timeoutSeconds };
        foreach (var pending in takings)
        {
            var taking = pending.Request;
            var command = new NpgsqlBatchCommand(take);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = taking.Queue });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = taking.Now.ToUnixTimeMilliseconds() });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = taking.Max });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = taking.Worker });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = taking.Id });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = ITaskQueues.EnoughBytes });
            batch.BatchCommands.Add(command);
        }
        // Costs a round trip on a new connection only: the driver knows what it has prepared.
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var pending in takings)
        {
            pending.Outcome = await ReadAsync(reader, cancellationToken);
            await reader.NextResultAsync(cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<TakenTask>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (!reader.HasRows)
            return [];
        var rows = new List<(long, TakenTask)>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(TaskColumns.Read(reader, static (row, column) => row.GetGuid(column)));
        return TaskColumns.InOrder(rows);
    }
}
