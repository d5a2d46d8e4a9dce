using Microsoft.Data.Sqlite;

namespace Workflows.Journal.Sqlite;

/// <summary>The names of a SQLite database: the file that its name leads to through symbolic links, and the files that belong to it.</summary>
/// <param name="Path">The file. SQLite keeps the log beside it, not beside a link to it.</param>
internal sealed record SqliteFile(string Path)
{
    /// <summary>The write-ahead log: commits that are not in the database file yet.</summary>
    public string Log => $"{Path}-wal";

    /// <summary>The file whose lock says that the database is in use.</summary>
    public string Lock => $"{Path}.lock";

    /// <summary>A file that is there for an instant, to see whether the disk has room.</summary>
    public string Room => $"{Path}.room";

    /// <summary>Where they all are.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>The length of the database file, 0 when there is none. In bytes.</summary>
    public long Length => LengthOf(Path);

    /// <summary>The length of the write-ahead log, 0 when there is none. In bytes.</summary>
    public long LogLength => LengthOf(Log);

    /// <summary>The database of a connection string.</summary>
    /// <exception cref="DatabaseFileException">The links lead nowhere.</exception>
    public static SqliteFile Of(SqliteConnectionStringBuilder connectionString)
    {
        var name = System.IO.Path.GetFullPath(connectionString.DataSource);
        try
        {
            var isLink = new FileInfo(name).LinkTarget is not null;
            return new SqliteFile(isLink ? File.ResolveLinkTarget(name, returnFinalTarget: true)!.FullName : name);
        }
        catch (IOException circular)
        {
            throw new DatabaseFileException($"The SQLite database {name} cannot be found: {FileErrors.ReasonOf(circular)}.", circular);
        }
    }

    /// <summary>What is wrong with a connection string; null when it names a file.</summary>
    public static string? ProblemOf(string connectionString)
    {
        try
        {
            var builder = new SqliteConnectionStringBuilder(connectionString);
            return
                builder.DataSource is "" or ":memory:"
                || builder.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
                || builder.Mode == SqliteOpenMode.Memory
                ? $"ConnectionString must name a file, such as 'Data Source=data/workflows.db', and is '{connectionString}'."
                : null;
        }
        catch (ArgumentException malformed)
        {
            return $"ConnectionString is not one of SQLite: {malformed.Message.Split('\n')[0].TrimEnd('.')}; it looks like 'Data Source=data/workflows.db', and that of PostgreSQL needs Storage:Provider PostgreSql.";
        }
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
