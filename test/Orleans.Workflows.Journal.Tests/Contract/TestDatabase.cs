using Workflows.Journal.Composition;
using Workflows.Testing.Postgres;

namespace Workflows.Journal.Tests.Contract;

/// <summary>An empty database of a test's own.</summary>
internal sealed class TestDatabase : IDisposable
{
    private readonly string? folder;

    private TestDatabase(JournalOptions options, string? folder)
    {
        Options = options;
        this.folder = folder;
    }

    public JournalOptions Options { get; }

    public static async Task<TestDatabase> CreateAsync(JournalProvider provider)
    {
        if (provider == JournalProvider.PostgreSql)
        {
            var server = await PostgresServer.GetSharedAsync();
            return new TestDatabase(
                new JournalOptions { Provider = provider, ConnectionString = await server.CreateDatabaseAsync() },
                folder: null
            );
        }
        var place = Directory.CreateTempSubdirectory("workflows-sqlite-").FullName;
        // A folder that is not there yet, as at the first start.
        var path = Path.Combine(place, "data", "workflows.db");
        return new TestDatabase(new JournalOptions { Provider = provider, ConnectionString = $"Data Source={path}" }, place);
    }

    public void Dispose()
    {
        if (folder is not null)
            Directory.Delete(folder, recursive: true);
    }
}
