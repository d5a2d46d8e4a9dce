using Workflows.Journal.Composition;
using Workflows.Testing.Postgres;

namespace Workflows.Grains.Tests.Support;

/// <summary>A fresh database that several engines can be started on, one after the other.</summary>
internal sealed record Database(JournalProvider Provider, string ConnectionString, string? Folder) : IDisposable
{
    /// <summary>A file in a folder of its own.</summary>
    public static Database Sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("grains-").FullName;
        return new Database(JournalProvider.Sqlite, $"Data Source={Path.Combine(folder, "workflows.db")}", folder);
    }

    /// <summary>A database of the server that all tests share.</summary>
    public static async Task<Database> PostgresAsync() =>
        new(JournalProvider.PostgreSql, await (await PostgresServer.GetSharedAsync()).CreateDatabaseAsync(), null);

    public void Dispose()
    {
        if (Folder is not null)
            Directory.Delete(Folder, recursive: true);
    }
}
