using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Workflows.Journal.Appending;

namespace Workflows.Benchmarks.Measuring;

/// <summary>The database alone: rows of events written by one connection, transaction after transaction, with one prepared statement.</summary>
internal sealed class PlainInserts : IAsyncDisposable
{
    private const string InsertOne =
        "INSERT INTO workflow_events (incarnation, first_sequence, count, writer, events) VALUES (@incarnation, @first, @count, @writer, @events)";

    private const string InsertMany =
        "INSERT INTO workflow_events (incarnation, first_sequence, count, writer, events) "
        + "SELECT * FROM unnest(@incarnation, @first, @count, @writer, @events)";

    private readonly DbConnection connection;

    private PlainInserts(DbConnection connection) => this.connection = connection;

    /// <summary>Opens the connection; on SQLite set as the journal's writer is.</summary>
    public static async Task<PlainInserts> OpenAsync(Store store, CancellationToken cancellationToken)
    {
        DbConnection opened = store.IsPostgres
            ? new NpgsqlConnection(store.ConnectionString)
            : new SqliteConnection(store.ConnectionString);
        await opened.OpenAsync(cancellationToken);
        if (!store.IsPostgres)
        {
            await using var settings = opened.CreateCommand();
            settings.CommandText = "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8192;";
            await settings.ExecuteNonQueryAsync(cancellationToken);
        }

        return new PlainInserts(opened);
    }

    /// <summary>Writes for a time.</summary>
    /// <param name="rows">What is written, in turn, each time as another execution's.</param>
    /// <param name="size">Rows of a transaction.</param>
    public async Task<(double RowsPerSecond, double CommitP50Ms)> RunAsync(
        IReadOnlyList<Append> rows,
        int size,
        TimeSpan duration,
        CancellationToken stop
    )
    {
        var latencies = new LatencyHistogram();
        var began = Stopwatch.GetTimestamp();
        for (var first = 0; Stopwatch.GetElapsedTime(began) < duration; first = (first + size) % rows.Count)
        {
            var batch = Enumerable.Range(first, size).Select(index => rows[index % rows.Count]).ToArray();
            var sent = Stopwatch.GetTimestamp();
            await (
                connection is NpgsqlConnection postgres
                    ? WriteAsync(postgres, batch, stop)
                    : WriteAsync((SqliteConnection)connection, batch, stop)
            );
            latencies.Add(Stopwatch.GetElapsedTime(sent));
        }

        var rate = latencies.Count * size / Stopwatch.GetElapsedTime(began).TotalSeconds;
        return (rate, latencies.PercentileMilliseconds(0.50));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static async Task WriteAsync(NpgsqlConnection connection, Append[] batch, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(InsertMany, connection);
        Add("incarnation", NpgsqlDbType.Uuid, Array.ConvertAll(batch, _ => Guid.CreateVersion7()));
        Add("first", NpgsqlDbType.Bigint, Array.ConvertAll(batch, row => row.FirstSequence));
        Add("count", NpgsqlDbType.Integer, Array.ConvertAll(batch, row => row.Count));
        Add("writer", NpgsqlDbType.Uuid, Array.ConvertAll(batch, row => row.Writer));
        Add("events", NpgsqlDbType.Bytea, Array.ConvertAll(batch, row => row.Events));
        // Npgsql keeps it: from the second time on nothing is sent to the server.
        await command.PrepareAsync(stop);
        await command.ExecuteNonQueryAsync(stop);

        void Add<T>(string name, NpgsqlDbType type, T[] values) =>
            command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = values });
    }

    private static async Task WriteAsync(SqliteConnection connection, Append[] batch, CancellationToken stop)
    {
        await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(stop);
        await using var command = new SqliteCommand(InsertOne, connection, transaction);
        foreach (var name in new[] { "@incarnation", "@first", "@count", "@writer", "@events" })
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        foreach (var row in batch)
        {
            command.Parameters[0].Value = Guid.CreateVersion7().ToByteArray(bigEndian: true);
            command.Parameters[1].Value = row.FirstSequence;
            command.Parameters[2].Value = row.Count;
            command.Parameters[3].Value = row.Writer.ToByteArray(bigEndian: true);
            command.Parameters[4].Value = row.Events.ToArray();
            await command.ExecuteNonQueryAsync(stop);
        }

        await transaction.CommitAsync(stop);
    }
}
