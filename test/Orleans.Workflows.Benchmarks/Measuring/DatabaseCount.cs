using System.Data.Common;
using System.Globalization;

namespace Workflows.Benchmarks.Measuring;

/// <summary>What the database itself counts, up to a moment or between two; so that the benchmark's own figures can be checked.</summary>
/// <param name="Rows">Rows of the table of events.</param>
/// <param name="Commits">PostgreSQL: transactions committed in this database, those of others than the journal included.</param>
/// <param name="Syncs">PostgreSQL: how often the log was flushed to the disk.</param>
internal readonly record struct DatabaseCount(long Rows, long? Commits, long? Syncs)
{
    private const string CountRows = "SELECT count(*) FROM workflow_events";
    private const string CountCommits = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()";
    private const string CountSyncs = "SELECT wal_sync FROM pg_stat_wal";

    // PostgreSQL's processes report what they did once a second at the most.
    private static readonly TimeSpan ReportDelay = TimeSpan.FromSeconds(1.2);

    /// <summary>Asks the database.</summary>
    public static async Task<DatabaseCount> ReadAsync(DbDataSource database, Store store, CancellationToken cancellationToken)
    {
        if (!store.IsPostgres)
            return new DatabaseCount(await ReadNumberAsync(database, CountRows, cancellationToken), null, null);

        await Task.Delay(ReportDelay, cancellationToken);
        return new DatabaseCount(
            await ReadNumberAsync(database, CountRows, cancellationToken),
            await ReadNumberAsync(database, CountCommits, cancellationToken),
            await ReadNumberAsync(database, CountSyncs, cancellationToken)
        );
    }

    /// <summary>What came between two.</summary>
    public static DatabaseCount operator -(DatabaseCount later, DatabaseCount earlier) =>
        new(later.Rows - earlier.Rows, later.Commits - earlier.Commits, later.Syncs - earlier.Syncs);

    private static async Task<long> ReadNumberAsync(DbDataSource database, string query, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}
