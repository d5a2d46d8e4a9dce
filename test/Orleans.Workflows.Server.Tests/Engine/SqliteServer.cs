namespace Workflows.Server.Tests.Engine;

/// <summary>The whole server on SQLite, shared by the tests of a class.</summary>
public sealed class SqliteServer : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("workflows-server-");

    /// <summary>The server.</summary>
    public ServerUnderTest Server { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Server = await ServerUnderTest.StartAsync(
            "--Mocks:File",
            ServerUnderTest.Mocks,
            "--Storage:ConnectionString",
            $"Data Source={Path.Combine(folder.FullName, "workflows.db")}"
        );

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
