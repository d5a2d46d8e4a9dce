using System.Net.Sockets;
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

    /// <summary>A name that no name server knows is nearly always a typing error; in a cluster of containers it may be about to come.</summary>
    private static readonly TimeSpan LongestWaitForName = TimeSpan.FromSeconds(10);

    private readonly SqlText sql = new("PostgreSql");

    /// <exception cref="DatabaseRefusedException">PostgreSQL refuses the user, the password, the database or the tables.</exception>
    /// <exception cref="DatabaseUnreachableException">It did not answer in time.</exception>
    /// <exception cref="SchemaMismatchException">The tables were made by a later build.</exception>
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
                var limit = LimitFor(exception);
                if (time.GetElapsedTime(began) >= limit)
                    throw Unreachable(exception, limit);
                if (attempt == 1)
                    LogWaiting(Address.Host, Address.Port, limit.TotalSeconds, exception.Message);
            }
            catch (NpgsqlException refusal) when (!cancellationToken.IsCancellationRequested)
            {
                throw StartFailure.Describe(refusal, options);
            }
            await Task.Delay(pause.Next(), time, cancellationToken);
        }
    }

    private NpgsqlConnectionStringBuilder Address => new(options.ConnectionString);

    /// <summary>A wrong password, a password that is missing, or a database that does not exist does not pass by waiting.</summary>
    private static bool MayPass(Exception exception) =>
        exception switch
        {
            PostgresException
            {
                SqlState: PostgresErrorCodes.InvalidCatalogName
                    or PostgresErrorCodes.InvalidPassword
                    or PostgresErrorCodes.InvalidAuthorizationSpecification
            } => false,
            NpgsqlException and not PostgresException => ((NpgsqlException)exception).IsTransient || IsTimeOut(exception),
            _ => PostgreSqlErrors.Classify(exception).Kind is not (FaultKind.Refusal or FaultKind.Damage),
        };

    private static bool IsTimeOut(Exception exception) => exception.InnerException is TimeoutException or OperationCanceledException;

    private TimeSpan LimitFor(Exception exception) =>
        (exception as SocketException ?? exception.InnerException as SocketException)?.SocketErrorCode == SocketError.HostNotFound
        && LongestWaitForName < options.StartTimeout
            ? LongestWaitForName
            : options.StartTimeout;

    private DatabaseUnreachableException Unreachable(Exception exception, TimeSpan limit) =>
        new(
            $"{StartFailure.PlaceOf(Address)} did not answer within {limit.TotalSeconds:F0} s: {exception.Message.TrimEnd('.')}; "
                + "start it, or correct Host and Port in Storage:ConnectionString.",
            exception
        );

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
