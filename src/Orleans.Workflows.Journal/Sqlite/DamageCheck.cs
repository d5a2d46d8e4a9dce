using Microsoft.Data.Sqlite;
using Workflows.Journal.Storage;
using static SQLitePCL.raw;

namespace Workflows.Journal.Sqlite;

/// <summary>
/// Looks for damage before a server calls itself ready. SQLite notices a broken page only when it meets it, and a check of all pages takes as long as
/// reading the file: so the beginning of every table and index is read, and then as much of the file as fits into a second.
/// </summary>
internal static class DamageCheck
{
    private const int InstructionsBetweenLooks = 1_000;

    private static readonly TimeSpan LongestScan = TimeSpan.FromSeconds(1);

    /// <exception cref="DatabaseFileException">Something is damaged.</exception>
    public static void Run(SqliteFile file, SqliteConnection connection, SqlText sql, TimeProvider time)
    {
        foreach (var (name, text) in ReadTrees(connection, sql))
            CheckTree(file, connection, name, text);
        if (Scan(connection, time) is { } finding)
            throw Damaged(file, finding);
    }

    /// <summary>The sentence about a damaged file.</summary>
    public static DatabaseFileException Damaged(SqliteFile file, string finding, Exception? inner = null) =>
        new(
            $"The SQLite database {file.Path} is damaged ({finding}); restore a backup, or save what can be read with: sqlite3 {file.Path} .recover",
            inner
        );

    private static List<(string Name, string Text)> ReadTrees(SqliteConnection connection, SqlText sql)
    {
        var trees = new List<(string, string)>();
        using var command = connection.CreateCommand();
        command.CommandText = sql.Statement("ReadTrees");
        using var reader = command.ExecuteReader();
        while (reader.Read())
            trees.Add((reader.GetString(0), reader.GetString(1)));
        return trees;
    }

    private static void CheckTree(SqliteFile file, SqliteConnection connection, string name, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        try
        {
            command.ExecuteScalar();
        }
        catch (SqliteException broken) when (broken.SqliteErrorCode is SQLITE_CORRUPT or SQLITE_NOTADB)
        {
            throw Damaged(file, name, broken);
        }
        catch (SqliteException unreadable) when (unreadable.SqliteErrorCode == SQLITE_ERROR)
        {
            // An index that somebody added and that cannot be read so, for example over an expression: the scan comes to it.
        }
    }

    /// <returns>What is damaged; null when nothing is, or the second was over first.</returns>
    private static string? Scan(SqliteConnection connection, TimeProvider time)
    {
        var began = time.GetTimestamp();
        sqlite3_progress_handler(connection.Handle, InstructionsBetweenLooks, _ => time.GetElapsedTime(began) > LongestScan ? 1 : 0, null);
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            var finding = (string?)command.ExecuteScalar();
            return finding is null or "ok" ? null : finding.ReplaceLineEndings(" ");
        }
        catch (SqliteException interrupted) when (interrupted.SqliteErrorCode == SQLITE_INTERRUPT)
        {
            return null;
        }
        finally
        {
            sqlite3_progress_handler(connection.Handle, 0, null, null);
        }
    }
}
