using Workflows.Testing.Postgres;

namespace Workflows.Chaos.Tests.Processes;

/// <summary>A fresh database, as a host's settings.</summary>
/// <param name="Arguments">For its command line.</param>
internal sealed record Database(IReadOnlyList<string> Arguments)
{
    /// <summary>A file in a folder.</summary>
    public static Database Sqlite(string folder) => Of("Sqlite", $"Data Source={Path.Combine(folder, "workflows.db")}");

    /// <summary>A database of the tests' PostgreSQL.</summary>
    public static async Task<Database> PostgresAsync() => Postgres(await (await PostgresServer.GetSharedAsync()).CreateDatabaseAsync());

    /// <summary>A given database of a PostgreSQL.</summary>
    public static Database Postgres(string connectionString) => Of("PostgreSql", connectionString);

    private static Database Of(string provider, string connectionString) =>
        new(["--Storage:Provider", provider, "--Storage:ConnectionString", connectionString]);
}
