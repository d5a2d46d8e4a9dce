using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Workflows.Journal.Schema;
using Workflows.Journal.Storage;

namespace Workflows.Journal.Sqlite;

/// <summary>Takes the file and applies the migrations in one transaction.</summary>
internal sealed partial class SqliteSchema(SqliteDatabase database, ILogger<SqliteSchema> logger) : IJournalSchema
{
    private readonly SqlText sql = new("Sqlite");

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        await database.ClaimAsync(cancellationToken);
        await Task.Factory.StartNew(Apply, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Apply()
    {
        using var connection = database.Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            Execute(connection, sql.Statement("SchemaTable"));
            foreach (var migration in Migration.Missing(Migration.Load(sql), ReadApplied(connection)))
            {
                Execute(connection, migration.Text);
                Execute(
                    connection,
                    sql.Statement("SchemaAdd"),
                    ("number", migration.Number),
                    ("name", migration.Name),
                    ("checksum", migration.Checksum)
                );
                LogApplied(migration.Name);
            }
            Execute(connection, "COMMIT");
        }
        catch
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
                Execute(connection, "ROLLBACK");
            throw;
        }
    }

    private Dictionary<int, string> ReadApplied(SqliteConnection connection)
    {
        var applied = new Dictionary<int, string>();
        using var command = connection.CreateCommand();
        command.CommandText = sql.Statement("SchemaRead");
        using var reader = command.ExecuteReader();
        while (reader.Read())
            applied.Add(reader.GetInt32(0), reader.GetString(1));
        return applied;
    }

    private static void Execute(SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }
}
