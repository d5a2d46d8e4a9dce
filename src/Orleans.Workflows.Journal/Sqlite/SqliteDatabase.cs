using System.Data.Common;
using Microsoft.Data.Sqlite;
using Workflows.Journal.Composition;

namespace Workflows.Journal.Sqlite;

/// <summary>One SQLite file, this process' own: its lock, its gate and the way its connections are set.</summary>
internal sealed class SqliteDatabase : JournalDatabase
{
    /// <summary>How long SQLite waits for a lock that another program holds. In milliseconds.</summary>
    public const int BusyTimeoutMilliseconds = 10_000;

    private static readonly string Settings =
        $"PRAGMA busy_timeout = {BusyTimeoutMilliseconds}; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8192;";

    /// <summary>How much room the disk must have for a database that takes writes. In bytes.</summary>
    private const long Room = 1024 * 1024;

    private readonly TimeProvider time;
    private readonly GatedDataSource dataSource;
    private DatabaseLock? ownership;

    /// <exception cref="DatabaseFileException">The links that the connection string names lead nowhere.</exception>
    public SqliteDatabase(JournalOptions options, TimeProvider time)
    {
        this.time = time;
        var builder = new SqliteConnectionStringBuilder(options.ConnectionString);
        File = SqliteFile.Of(builder);
        builder.DataSource = File.Path;
        builder.DefaultTimeout = (int)options.CommandTimeout.TotalSeconds;
        ConnectionString = builder.ConnectionString;
        dataSource = new GatedDataSource(this);
    }

    /// <summary>The file.</summary>
    public SqliteFile File { get; }

    /// <summary>How it is opened.</summary>
    public string ConnectionString { get; }

    /// <summary>Whose turn it is to write.</summary>
    public WriteGate Gate { get; } = new();

    public override string Invariant => "System.Data.SQLite";

    public override DbDataSource DataSource => dataSource;

    /// <summary>Makes the folder, takes the file for this process and reads its header, before SQLite has touched it; null when it is a new one.</summary>
    /// <exception cref="DatabaseInUseException">Another process has it.</exception>
    /// <exception cref="DatabaseFileException">It cannot be read or written, is no SQLite database, or has been emptied.</exception>
    public async Task<SqliteHeader?> ClaimAsync(CancellationToken cancellationToken)
    {
        CreateFolder();
        var taken = await DatabaseLock.TakeAsync(File, time, cancellationToken);
        try
        {
            CheckNotLost(taken);
            var header = await taken.TakeDatabaseAsync(File, time, cancellationToken);
            ownership = taken;
            return header;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>The database is ready: from now on one of 0 bytes is a loss.</summary>
    public void MarkUsed() => ownership?.MarkUsed(File);

    /// <summary>Sees whether the disk has room, by allocating some for an instant.</summary>
    /// <exception cref="IOException">It is full.</exception>
    public void RequireRoom()
    {
        using var room = System.IO.File.OpenHandle(
            File.Room,
            FileMode.Create,
            FileAccess.Write,
            FileShare.None,
            FileOptions.DeleteOnClose,
            preallocationSize: Room
        );
    }

    /// <summary>Opens a connection that does not pass the gate, for the journal itself.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            Configure(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sets what SQLite keeps per connection; none of it can stand in the connection string.</summary>
    public static void Configure(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override ValueTask DisposeAsync()
    {
        using (var connection = new SqliteConnection(ConnectionString))
            SqliteConnection.ClearPool(connection);
        ownership?.Dispose();
        ownership = null;
        return ValueTask.CompletedTask;
    }

    private void CreateFolder()
    {
        if (Directory.Exists(File.Path))
            throw new DatabaseFileException(
                $"The SQLite database {File.Path} cannot be used: there is a folder of that name; Storage:ConnectionString must name a file."
            );
        try
        {
            Directory.CreateDirectory(File.Folder);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseFileException(
                $"The folder {File.Folder} of the SQLite database cannot be made: {FileErrors.ReasonOf(unusable)}; name a folder that can be written in Storage:ConnectionString.",
                unusable
            );
        }
    }

    /// <summary>SQLite would take an empty file for a new database, and delete the log of the one that it was.</summary>
    private void CheckNotLost(DatabaseLock taken)
    {
        if (File.Length > 0)
            return;
        if (File.LogLength > 0)
            throw new DatabaseFileException(
                $"The SQLite database {File.Path} is missing or empty, but its log {File.Log} is not; put the file back beside its log, or delete the log to begin anew."
            );
        if (taken.IsMarkedUsed && System.IO.File.Exists(File.Path))
            throw new DatabaseFileException(
                $"The SQLite database {File.Path} has been emptied: it has held data ({File.Lock} says so); restore a backup, or delete both files to begin anew."
            );
    }
}
