using Workflows.Testing.Postgres;

namespace Workflows.Benchmarks;

/// <summary>The database of a benchmark; what was made for it is gone afterwards.</summary>
internal sealed class Store : IAsyncDisposable
{
    private PostgresServer? server;
    private string? folder;

    private Store(string provider, string connectionString)
    {
        Provider = provider;
        ConnectionString = connectionString;
    }

    /// <summary>The setting <c>Storage:Provider</c>.</summary>
    public string Provider { get; }

    /// <summary>The setting <c>Storage:ConnectionString</c>.</summary>
    public string ConnectionString { get; }

    /// <summary>The engine's settings that name it.</summary>
    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Storage:Provider"] = Provider,
            ["Storage:ConnectionString"] = ConnectionString,
        };

    /// <summary>Whether it is PostgreSQL.</summary>
    public bool IsPostgres => Provider == "PostgreSql";

    /// <summary>The processor time that a PostgreSQL of our own has used so far; null where the database is not a process of ours.</summary>
    public TimeSpan? ReadProcessorTime() => server?.ReadProcessorTime();

    /// <summary>Opens what the command line asks for.</summary>
    public static Task<Store> OpenAsync(CommandLine line) =>
        line.Store == "sqlite" ? Task.FromResult(OpenSqlite(line)) : OpenPostgresAsync(line);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        if (folder is not null)
            Directory.Delete(folder, recursive: true);
    }

    private static Store OpenSqlite(CommandLine line)
    {
        var own = line.Data is null ? Directory.CreateTempSubdirectory("orleans-workflows-benchmark-").FullName : null;
        var file = Path.Combine(Path.GetFullPath(line.Data ?? own!), "workflows.db");
        return new Store("Sqlite", $"Data Source={file}") { folder = own };
    }

    private static async Task<Store> OpenPostgresAsync(CommandLine line)
    {
        if (line.Connection is not null)
            return new Store("PostgreSql", line.Connection);

        // The server's folder is a temporary one: this is where those are made.
        if (line.Data is not null)
            Environment.SetEnvironmentVariable("TMPDIR", Directory.CreateDirectory(line.Data).FullName);
        var own = await PostgresServer.StartAsync();
        return new Store("PostgreSql", await own.CreateDatabaseAsync()) { server = own };
    }
}
