using Microsoft.Data.Sqlite;

namespace Workflows.Journal.Sqlite;

/// <summary>
/// The mark of a database that a process has open: its <c>user_version</c> is its <c>schema_version</c>; it is 0 again after a clean stop. The mark
/// is written once at the start, and moved into the database file at once. A file that carries it has a write-ahead log beside it, or commits that
/// were acknowledged may be missing.
/// </summary>
/// <remarks>
/// A backup that SQLite made (<c>.backup</c>, <c>VACUUM INTO</c>) is whole without any log although it was made of an open database: it has a
/// <c>schema_version</c> of its own, and so no mark.
/// </remarks>
internal static class OpenMark
{
    // A log that SQLite has written to begins with a header of this many bytes. Source: "Database File Format", 4.1.
    private const int LogHeader = 32;

    /// <summary>Whether the log of a database is missing or was emptied. Asked before SQLite opens the file, which makes an empty log.</summary>
    public static bool LacksLog(SqliteFile file, SqliteHeader header) =>
        header.ApplicationId == DatabaseOrigin.ApplicationId
        && header.UserVersion != 0
        && header.UserVersion == header.SchemaVersion
        && file.LogLength < LogHeader;

    /// <summary>Sets the mark, inside the caller's transaction or in one of its own.</summary>
    public static void Set(SqliteConnection connection) => Write(connection, Read(connection, "PRAGMA schema_version"));

    /// <summary>Takes the mark away.</summary>
    public static void Clear(SqliteConnection connection) => Write(connection, 0);

    /// <summary>Writes it again as it is: a commit that changes nothing.</summary>
    public static void Repeat(SqliteConnection connection) => Write(connection, Read(connection, "PRAGMA user_version"));

    private static void Write(SqliteConnection connection, long value) => Execute(connection, $"PRAGMA user_version = {value}");

    private static long Read(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
