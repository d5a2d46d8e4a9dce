using Npgsql;
using NpgsqlTypes;
using Workflows.Journal.Appending;
using Workflows.Journal.Storage;

namespace Workflows.Journal.PostgreSql;

/// <summary>Writes a batch of owners and wake times with one statement.</summary>
internal sealed class OwnerStatements : IDisposable
{
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);
    private readonly NpgsqlCommand command;
    private readonly ArrayParameter<string> ids;
    private readonly ArrayParameter<Guid> incarnations;
    private readonly ArrayParameter<string?> expected;
    private readonly ArrayParameter<string?> owners;
    private readonly ArrayParameter<long?> wakeAt;

    private OwnerStatements(NpgsqlConnection connection, SqlText sql, int timeoutSeconds)
    {
        command = new NpgsqlCommand(sql.Statement("ChangeOwners"), connection) { CommandTimeout = timeoutSeconds };
        ids = new ArrayParameter<string>(command, NpgsqlDbType.Text);
        incarnations = new ArrayParameter<Guid>(command, NpgsqlDbType.Uuid);
        expected = new ArrayParameter<string?>(command, NpgsqlDbType.Text);
        owners = new ArrayParameter<string?>(command, NpgsqlDbType.Text);
        wakeAt = new ArrayParameter<long?>(command, NpgsqlDbType.Bigint);
    }

    /// <summary>Prepares the statement on a connection.</summary>
    public static async Task<OwnerStatements> PrepareAsync(
        NpgsqlConnection connection,
        SqlText sql,
        int timeoutSeconds,
        CancellationToken cancellationToken
    )
    {
        var statements = new OwnerStatements(connection, sql, timeoutSeconds);
        await statements.command.PrepareAsync(cancellationToken);
        return statements;
    }

    /// <summary>Writes the batch and sets its outcomes.</summary>
    public async Task WriteAsync(Memory<Pending<OwnerChange, bool>> batch, CancellationToken cancellationToken)
    {
        batch.Span.Sort(static (x, y) => string.CompareOrdinal(x.Request.ExecutionId, y.Request.ExecutionId));
        Fill(batch.Span);
        changed.Clear();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                changed.Add(reader.GetString(0));
        }
        foreach (var pending in batch.Span)
            pending.Outcome = changed.Contains(pending.Request.ExecutionId);
    }

    public void Dispose() => command.Dispose();

    private void Fill(ReadOnlySpan<Pending<OwnerChange, bool>> batch)
    {
        ids.Clear();
        incarnations.Clear();
        expected.Clear();
        owners.Clear();
        wakeAt.Clear();
        foreach (var pending in batch)
        {
            var change = pending.Request;
            ids.Add(change.ExecutionId);
            incarnations.Add(change.Incarnation);
            expected.Add(change.ExpectedOwner);
            owners.Add(change.Owner);
            wakeAt.Add(change.WakeAt?.ToUnixTimeMilliseconds());
        }
    }
}
