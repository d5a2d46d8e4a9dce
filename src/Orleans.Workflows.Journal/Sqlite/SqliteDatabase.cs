using System.Data.Common;
using Microsoft.Data.Sqlite;
using Workflows.Journal.Composition;

namespace Workflows.Journal.Sqlite;

/// <summary>One SQLite file, this process' own: its lock, its gate and the way its connections are set.</summary>
internal sealed class SqliteDatabase : JournalDatabase
{
    private const string Settings = "PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8192;";

    private readonly TimeProvider time;
    private readonly GatedDataSource dataSource;
    private DatabaseLock? ownership;

    /// <exception cref="ArgumentException">The connection string names no file.</exception>
    public SqliteDatabase(JournalOptions options, TimeProvider time)
    {
        this.time = time;
        var builder = new SqliteConnectionStringBuilder(options.ConnectionString);
        if (builder.DataSource is "" or ":memory:" || builder.Mode == SqliteOpenMode.Memory)
            throw new ArgumentException(
                $"The connection string '{options.ConnectionString}' names no file; the journal is durable.",
                nameof(options)
            );
        Path = System.IO.Path.GetFullPath(builder.DataSource);
        builder.DataSource = Path;
        builder.DefaultTimeout = (int)options.CommandTimeout.TotalSeconds;
        ConnectionString = builder.ConnectionString;
        dataSource = new GatedDataSource(this);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How it is opened.</summary>
    public string ConnectionString { get; }

    /// <summary>Whose turn it is to write.</summary>
    public WriteGate Gate { get; } = new();

    public override string Invariant => "System.Data.SQLite";

    public override DbDataSource DataSource => dataSource;

    /// <summary>Makes the folder and takes the file for this process.</summary>
    /// <exception cref="DatabaseInUseException">Another process has it.</exception>
    public async Task ClaimAsync(CancellationToken cancellationToken)
    {
        if (ownership is not null)
            return;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        ownership = await DatabaseLock.TakeAsync(Path, time, cancellationToken);
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
}
