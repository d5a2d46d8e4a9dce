using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Workflows.Journal.Schema;
using Workflows.Journal.Storage;
using static SQLitePCL.raw;

namespace Workflows.Journal.Sqlite;

/// <summary>Takes the file, makes sure that it is ours and sound, and applies the migrations in one transaction.</summary>
internal sealed partial class SqliteSchema(SqliteDatabase database, TimeProvider time, ILogger<SqliteSchema> logger) : IJournalSchema
{
    private readonly SqlText sql = new("Sqlite");

    /// <exception cref="DatabaseInUseException">Another process has the file.</exception>
    /// <exception cref="DatabaseFileException">The file cannot be read or written, is somebody else's, has been emptied or is damaged.</exception>
    /// <exception cref="SchemaMismatchException">The file was made by a later build.</exception>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var header = await database.ClaimAsync(cancellationToken);
        await Task.Factory.StartNew(() => Prepare(header), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Prepare(SqliteHeader? header)
    {
        try
        {
            if (header is { } existing)
            {
                if (OpenMark.LacksLog(database.File, existing))
                    LogLacksLog(database.File.Log, database.File.Path);
                DatabaseOrigin.Check(database.File, existing, sql);
            }
            using var connection = database.Open();
            DamageCheck.Run(database.File, connection, sql, time);
            UseLog(connection);
            Migrate(connection);
            // The mark has to stand in the file itself before anything is acknowledged.
            LogCheckpoint.Run(connection, empties: true);
            database.MarkUsed();
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is SQLITE_CORRUPT or SQLITE_NOTADB)
        {
            throw DamageCheck.Damaged(database.File, "SQLite cannot read it", damaged);
        }
        catch (Exception unusable) when (unusable is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new DatabaseFileException(
                $"The SQLite database {database.File.Path} cannot be used: {SqliteErrors.ReasonOf(unusable)}.",
                unusable
            );
        }
    }

    private void UseLog(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        if (command.ExecuteScalar() is not "wal")
            throw new DatabaseFileException(
                $"The SQLite database {database.File.Path} cannot be used: its file system does not support SQLite's write-ahead log."
            );
    }

    private void Migrate(SqliteConnection connection)
    {
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
            DatabaseOrigin.Sign(connection);
            OpenMark.Set(connection);
            Execute(connection, "COMMIT");
        }
        catch
        {
            if (sqlite3_get_autocommit(connection.Handle) == 0)
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
