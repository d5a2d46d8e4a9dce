using System.Data;
using Npgsql;
using NpgsqlTypes;
using Workflows.Core.State;
using Workflows.Journal.Appending;
using Workflows.Journal.Composition;
using Workflows.Journal.Queues;
using Workflows.Journal.Reading;
using Workflows.Journal.Retention;
using Workflows.Journal.Schema;
using Workflows.Journal.Storage;

namespace Workflows.Journal.PostgreSql;

/// <summary>The journal's tables on PostgreSQL.</summary>
internal sealed class PostgreSqlStore : IJournalStore
{
    private const int LeasesPerStatement = 1000;

    private readonly SqlText sql = new("PostgreSql");
    private readonly PostgreSqlDatabase database;
    private readonly IJournalSchema schema;
    private readonly ListStatement list;
    private readonly WriterConnection<AppendStatements>[] appends;
    private readonly WriterConnection<OwnerStatements> owners;
    private readonly WriterConnection<TakingStatements> takings;
    private readonly WriterConnection<TaskLeaseStatements> taskLeases;
    private readonly SpareThreads spareThreads = new();

    public PostgreSqlStore(PostgreSqlDatabase database, IJournalSchema schema, JournalOptions options)
    {
        this.database = database;
        this.schema = schema;
        var timeout = (int)options.CommandTimeout.TotalSeconds;
        list = new ListStatement(sql.Parts("List"), SummaryColumns.Numbers);
        appends =
        [
            .. Enumerable
                .Range(0, options.Lanes)
                .Select(_ => new WriterConnection<AppendStatements>(
                    database.Writers,
                    (connection, token) => AppendStatements.PrepareAsync(connection, sql, timeout, token)
                )),
        ];
        owners = new WriterConnection<OwnerStatements>(
            database.Writers,
            (connection, token) => OwnerStatements.PrepareAsync(connection, sql, timeout, token)
        );
        takings = new WriterConnection<TakingStatements>(
            database.Writers,
            (connection, _) => Task.FromResult(new TakingStatements(connection, sql, timeout))
        );
        taskLeases = new WriterConnection<TaskLeaseStatements>(
            database.Writers,
            (connection, token) => TaskLeaseStatements.PrepareAsync(connection, sql, timeout, token)
        );
    }

    public int Lanes => appends.Length;

    public bool IsServer => true;

    public TaskScheduler LaneScheduler => TaskScheduler.Default;

    public Task OpenAsync(CancellationToken cancellationToken) => schema.ApplyAsync(cancellationToken);

    public Task AppendAsync(int lane, Memory<Pending<Append, AppendOutcome>> batch, CancellationToken cancellationToken) =>
        appends[lane].UseAsync(batch, static (statements, batch, token) => statements.WriteAsync(batch, token), cancellationToken);

    public Task ChangeOwnersAsync(Memory<Pending<OwnerChange, bool>> batch, CancellationToken cancellationToken) =>
        owners.UseAsync(batch, static (statements, batch, token) => statements.WriteAsync(batch, token), cancellationToken);

    // As with the other writers, what is given up is not cancelled: see WriterConnection.
    public Task RenewLeasesAsync(LeaseRenewal renewal, CancellationToken cancellationToken) =>
        RenewAsync(renewal).WaitAsync(cancellationToken);

    public Task TakeTasksAsync(Memory<Pending<Taking, IReadOnlyList<TakenTask>>> batch, CancellationToken cancellationToken) =>
        takings.UseAsync(batch, static (statements, batch, token) => statements.WriteAsync(batch, token), cancellationToken);

    public Task ExtendLeasesAsync(Memory<Pending<TaskLease, bool>> batch, CancellationToken cancellationToken) =>
        taskLeases.UseAsync(batch, static (statements, batch, token) => statements.WriteAsync(batch, token), cancellationToken);

    public Task<int> DeleteAsync(IReadOnlyCollection<ExpiredExecution> executions, CancellationToken cancellationToken) =>
        DeleteAsync(executions).WaitAsync(cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => ProbeAsync().WaitAsync(cancellationToken);

    public void OnSilence(bool isSilent)
    {
        if (isSilent)
            spareThreads.Provide();
        else
            spareThreads.TakeBack();
    }

    public Fault Classify(Exception exception) => PostgreSqlErrors.Classify(exception);

    public async Task<ExecutionSummary?> ReadSummaryAsync(string executionId, CancellationToken cancellationToken)
    {
        await using var command = database.Readers.CreateCommand(sql.Statement("ReadSummary"));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = executionId });
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? SummaryColumns.ReadWithEnd(reader, ReadGuid) : null;
    }

    public async Task<int> CountDescendantsAsync(string root, int most, CancellationToken cancellationToken)
    {
        await using var command = database.Readers.CreateCommand(sql.Statement("CountDescendants"));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = root });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<IReadOnlyList<EventRow>> ReadEventsAsync(Guid incarnation, long afterSequence, CancellationToken cancellationToken)
    {
        await using var command = database.Readers.CreateCommand(sql.Statement("ReadEvents"));
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = incarnation });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = afterSequence });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = EventPart.MostRows });
        var rows = new List<EventRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        for (var bytes = 0L; bytes < EventPart.EnoughBytes && await reader.ReadAsync(cancellationToken); bytes += rows[^1].Events.Length)
            rows.Add(ReadRow(reader));
        return rows;
    }

    public async Task<IReadOnlyList<ExecutionSummary>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken)
    {
        await using var command = database.Readers.CreateCommand();
        list.Fill(command, query);
        return await ReadAllAsync(command, static reader => SummaryColumns.Read(reader, ReadGuid), cancellationToken);
    }

    public async Task<IReadOnlyList<DueExecution>> ReadDueAsync(
        int shard,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.Readers.CreateCommand(sql.Statement("ReadDue"));
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)shard });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = until.ToUnixTimeMilliseconds() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return await ReadAllAsync(command, SummaryColumns.ReadDue, cancellationToken);
    }

    public async Task<IReadOnlyList<DueExecution>> ReadOverdueAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.Readers.CreateCommand(sql.Statement("ReadOverdue"));
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Shards.Count });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = before.ToUnixTimeMilliseconds() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return await ReadAllAsync(command, SummaryColumns.ReadDue, cancellationToken);
    }

    public async Task<IReadOnlyList<DueExecution>> ReadOrphansAsync(
        IReadOnlyCollection<string> livingOwners,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.Readers.CreateCommand(sql.Statement("ReadOrphans"));
        command.Parameters.Add(
            new NpgsqlParameter<string[]> { TypedValue = [.. livingOwners], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
        );
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return await ReadAllAsync(command, SummaryColumns.ReadDue, cancellationToken);
    }

    public async Task<IReadOnlyList<ExpiredExecution>> ReadExpiredAsync(
        ExecutionStatus status,
        DateTimeOffset endedBefore,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.Readers.CreateCommand(sql.Statement("ReadExpired"));
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)status });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = endedBefore.ToUnixTimeMilliseconds() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        return await ReadAllAsync(
            command,
            static reader => new ExpiredExecution(reader.GetString(0), reader.GetGuid(1), reader.GetInt64(2)),
            cancellationToken
        );
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in appends)
            await lane.DisposeAsync();
        await owners.DisposeAsync();
        await takings.DisposeAsync();
        await taskLeases.DisposeAsync();
    }

    private async Task RenewAsync(LeaseRenewal renewal)
    {
        foreach (var ids in renewal.ExecutionIds.Order(StringComparer.Ordinal).Chunk(LeasesPerStatement))
        {
            await using var command = database.Writers.CreateCommand(sql.Statement("RenewLeases"));
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = renewal.Owner });
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = ids });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = renewal.WakeAt.ToUnixTimeMilliseconds() });
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task<int> DeleteAsync(IReadOnlyCollection<ExpiredExecution> executions)
    {
        var ordered = executions.OrderBy(execution => execution.Id, StringComparer.Ordinal).ToList();
        await using var command = database.Writers.CreateCommand(sql.Statement("DeleteExecutions"));
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. ordered.Select(execution => execution.Id)] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ordered.Select(execution => execution.Incarnation)] });
        return (int)(await command.ExecuteScalarAsync(CancellationToken.None))!;
    }

    private async Task ProbeAsync()
    {
        await using var command = database.Writers.CreateCommand(sql.Statement("Probe"));
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    // The row is here already, as everywhere without CommandBehavior.SequentialAccess.
    private static EventRow ReadRow(NpgsqlDataReader reader) =>
        new(reader.GetInt64(0), reader.GetInt32(1), reader.GetGuid(2), reader.GetFieldValue<byte[]>(3));

    private static Guid ReadGuid(System.Data.Common.DbDataReader reader, int column) => reader.GetGuid(column);

    private static async Task<IReadOnlyList<T>> ReadAllAsync<T>(
        NpgsqlCommand command,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }
}
