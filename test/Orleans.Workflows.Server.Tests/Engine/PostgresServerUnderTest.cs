using Workflows.Testing.Postgres;

namespace Workflows.Server.Tests.Engine;

/// <summary>The whole server on PostgreSQL, shared by the tests of a class; started by the first of them, so that nothing is asked for where all are skipped.</summary>
public sealed class PostgresServerUnderTest : IAsyncLifetime
{
    private Task<ServerUnderTest>? server;

    /// <summary>The server.</summary>
    public Task<ServerUnderTest> GetAsync() => server ??= StartAsync();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (server is not null)
            await (await server).DisposeAsync();
    }

    private static async Task<ServerUnderTest> StartAsync()
    {
        var database = await (await PostgresServer.GetSharedAsync()).CreateDatabaseAsync();
        return await ServerUnderTest.StartAsync(
            "--Mocks:File",
            ServerUnderTest.Mocks,
            "--Storage:Provider",
            "PostgreSql",
            "--Storage:ConnectionString",
            database
        );
    }
}
