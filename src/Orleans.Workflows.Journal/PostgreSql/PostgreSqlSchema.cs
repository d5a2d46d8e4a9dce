using Microsoft.Extensions.Logging;
using Npgsql;
using Workflows.Journal.Appending;
using Workflows.Journal.Composition;
using Workflows.Journal.Schema;
using Workflows.Journal.Storage;

namespace Workflows.Journal.PostgreSql;

/// <summary>Applies the migrations in one transaction under an advisory lock.</summary>
internal sealed partial class PostgreSqlSchema(
    PostgreSqlDatabase database,
    JournalOptions options,
    TimeProvider time,
    Random random,
    ILogger<PostgreSqlSchema> logger
) : IJournalSchema
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly SqlText sql = new("PostgreSql");

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var pause = new RetryPause(FirstPause, LongestPause, random);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await ApplyOnceAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && MayPass(exception))
            {
                if (time.GetElapsedTime(began) >= options.StartTimeout)
                    throw Unreachable(exception);
                if (attempt == 1)
                    LogWaiting(exception.Message);
            }
            await Task.Delay(pause.Next(), time, cancellationToken);
        }
    }

    /// <summary>A wrong password or a database that does not exist does not pass by waiting.</summary>
    private static bool MayPass(Exception exception) =>
        exception is not PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName }
        && exception
            is not PostgresException
            {
                SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            }
        && PostgreSqlErrors.Classify(exception).Kind is not (FaultKind.Refusal or FaultKind.Damage);

    private DatabaseUnreachableException Unreachable(Exception exception)
    {
        var address = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        return new DatabaseUnreachableException(
            $"PostgreSQL at {address.Host}:{address.Port} did not answer within {options.StartTimeout.TotalSeconds:F0} s: "
                + exception.Message,
            exception
        );
    }

    private async Task ApplyOnceAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.Readers.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, sql.Statement("SchemaLock"), [], cancellationToken);
        await ExecuteAsync(connection, sql.Statement("SchemaTable"), [], cancellationToken);
        foreach (var migration in Migration.Missing(Migration.Load(sql), await ReadAppliedAsync(connection, cancellationToken)))
        {
            await ExecuteAsync(connection, migration.Text, [], cancellationToken);
            await ExecuteAsync(
                connection,
                sql.Statement("SchemaAdd"),
                [migration.Number, migration.Name, migration.Checksum],
                cancellationToken
            );
            LogApplied(migration.Name);
        }
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<Dictionary<int, string>> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<int, string>();
        await using var command = new NpgsqlCommand(sql.Statement("SchemaRead"), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            applied.Add(reader.GetInt32(0), reader.GetString(1));
        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text, object[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
