using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Workflows.Journal.Composition;

namespace Workflows.Journal.Tests.Sqlite;

/// <summary>A folder with a database of a test's own, and what a test does to its files while no server has them.</summary>
internal sealed class SqliteFolder : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("workflows-sqlite-").FullName;

    /// <summary>The database.</summary>
    public string Database => At("w.db");

    /// <summary>Its write-ahead log.</summary>
    public string Log => At("w.db-wal");

    /// <summary>A name in the folder.</summary>
    public string At(string name) => Path.Combine(folder, name);

    /// <summary>Starts a journal on the database, or on another name in the folder.</summary>
    public Task<JournalUnderTest> StartAsync(string name = "w.db", TimeProvider? time = null, SchemaLog? log = null) =>
        JournalUnderTest.StartAsync(new JournalOptions { ConnectionString = $"Data Source={At(name)}" }, time: time, log: log);

    /// <summary>Runs SQL on a database as another program does; what the last statement gives.</summary>
    public async Task<object?> ExecuteAsync(string sql, string name = "w.db")
    {
        await using var connection = new SqliteConnection($"Data Source={At(name)};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    /// <summary>
    /// What a process that is killed now leaves behind, in a folder of its own. By cp: this process must not open and close the files of a database that it has open.
    /// </summary>
    public async Task<SqliteFolder> CrashAsync()
    {
        var image = new SqliteFolder();
        using var copy = Process.Start("cp", ["-p", "--", Database, Log, At("w.db.lock"), image.folder]);
        await copy.WaitForExitAsync();
        Assert.Equal(0, copy.ExitCode);
        return image;
    }

    /// <summary>Gives the database another name in the folder.</summary>
    public void LinkHard(string name)
    {
        using var link = Process.Start("ln", ["--", Database, At(name)]);
        link.WaitForExit();
        Assert.Equal(0, link.ExitCode);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
