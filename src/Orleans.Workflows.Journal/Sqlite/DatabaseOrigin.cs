using Microsoft.Data.Sqlite;
using Workflows.Journal.Storage;

namespace Workflows.Journal.Sqlite;

/// <summary>
/// Whether a SQLite file is ours. Anybody's database opens without an error: tables of ours must not get among somebody else's because of a wrong
/// setting. What is looked at is opened for reading only.
/// </summary>
internal static class DatabaseOrigin
{
    /// <summary>The <c>application_id</c> of our databases: "OrWf" in ASCII. Those of earlier builds have 0, and are known by their tables.</summary>
    public const uint ApplicationId = 0x4F725766;

    /// <summary>Refuses a database of another program.</summary>
    /// <exception cref="DatabaseFileException">It is somebody else's.</exception>
    public static void Check(SqliteFile file, SqliteHeader header, SqlText sql)
    {
        if (header.ApplicationId == ApplicationId)
            return;
        if (header.ApplicationId != 0)
            throw Foreign(file, $"its application_id is {header.ApplicationId}");

        using var connection = Open(file);
        // The header may stand in the log still: what counts is what SQLite reads.
        if (ReadNumber(connection, "PRAGMA application_id") is var applicationId and not 0)
        {
            if (applicationId != ApplicationId)
                throw Foreign(file, $"its application_id is {applicationId}");
            return;
        }
        CheckContent(file, connection, sql);
    }

    /// <summary>Signs a database, inside the caller's transaction.</summary>
    public static void Sign(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA application_id = {ApplicationId}";
        command.ExecuteNonQuery();
    }

    private static void CheckContent(SqliteFile file, SqliteConnection connection, SqlText sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql.Statement("ReadOrigin");
        using var reader = command.ExecuteReader();
        reader.Read();
        var (hasMigrations, objects) = (reader.GetInt64(0) > 0, reader.GetInt64(1));
        if (objects == 0)
        {
            if (ReadNumber(connection, "PRAGMA user_version") is var version and not 0)
                throw Foreign(file, $"its user_version is {version}");
        }
        else if (!hasMigrations || !HasOurMigrations(connection, sql))
        {
            throw Foreign(file, $"it holds {reader.GetString(2)}{(objects > 3 ? ", …" : "")}");
        }
    }

    // Another program may have a table of this name, too.
    private static bool HasOurMigrations(SqliteConnection connection, SqlText sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql.Statement("SchemaRead");
        try
        {
            using var reader = command.ExecuteReader();
            return reader.Read();
        }
        catch (SqliteException otherColumns) when (otherColumns.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
        {
            return false;
        }
    }

    // Without a log the file alone says everything, and need not even get the files that SQLite puts beside a database.
    private static SqliteConnection Open(SqliteFile file)
    {
        var address = new Uri(file.Path).AbsoluteUri + (file.LogLength == 0 ? "?immutable=1" : "");
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = address,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ConnectionString
        );
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static long ReadNumber(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return (long)command.ExecuteScalar()!;
    }

    private static DatabaseFileException Foreign(SqliteFile file, string sign) =>
        new(
            $"The SQLite database {file.Path} belongs to another program ({sign}), and is left alone; Storage:ConnectionString must name a file of its own."
        );
}
