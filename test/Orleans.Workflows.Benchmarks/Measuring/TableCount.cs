using System.Data.Common;
using System.Globalization;

namespace Workflows.Benchmarks.Measuring;

/// <summary>What the tables hold at a moment.</summary>
/// <param name="Executions">Rows of summaries.</param>
/// <param name="Events">Rows of events.</param>
/// <param name="Snapshots">Rows of snapshots.</param>
/// <param name="DeadRows">PostgreSQL: rows of the first two that are deleted and not yet vacuumed, as its statistics have it.</param>
/// <param name="Vacuums">PostgreSQL: how often the first two were vacuumed.</param>
/// <param name="Megabytes">Tables and indexes of these, dead rows and free space included; on SQLite the whole file. In 10^6 bytes.</param>
internal readonly record struct TableCount(long Executions, long Events, long Snapshots, long? DeadRows, long? Vacuums, double Megabytes)
{
    private const string Rows = """
        SELECT (SELECT count(*) FROM workflow_executions), (SELECT count(*) FROM workflow_events),
            (SELECT count(*) FROM orleansstorage WHERE graintypestring LIKE '%snapshot%'),
        """;
    private const string PostgresBytes =
        " pg_total_relation_size('workflow_executions') + pg_total_relation_size('workflow_events') + pg_total_relation_size('orleansstorage')";
    private const string PostgresStatistics = """
        , (SELECT sum(n_dead_tup) FROM pg_stat_user_tables WHERE relname IN ('workflow_executions', 'workflow_events')),
            (SELECT sum(autovacuum_count) FROM pg_stat_user_tables WHERE relname IN ('workflow_executions', 'workflow_events'))
        """;
    private const string SqliteBytes = " (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size), NULL, NULL";

    /// <summary>Asks the database.</summary>
    public static async Task<TableCount> ReadAsync(DbDataSource database, Store store, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = Rows + (store.IsPostgres ? PostgresBytes + PostgresStatistics : SqliteBytes);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new TableCount(Number(0), Number(1), Number(2), Perhaps(4), Perhaps(5), Number(3) / 1e6);

        long? Perhaps(int column) => reader.IsDBNull(column) ? null : Number(column);
        long Number(int column) => Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture);
    }
}
