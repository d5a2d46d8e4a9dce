using Workflows.Chaos.Tests.Processes;
using Workflows.Testing.Repository;

namespace Workflows.Chaos.Tests.Documents;

/// <summary>A server with the mocks of the guide (its blocks <c>yaml mocks</c>).</summary>
public sealed class GuideServer : IAsyncLifetime, IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private Host? server;

    internal HttpClient Client => server!.Client;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var mocks = Path.Combine(folder.Path, "mocks.yaml");
        await File.WriteAllTextAsync(
            mocks,
            FencedBlock.Of("docs/language.md").Single(block => block is { Language: "yaml", Info: "mocks" }).Text
        );
        server = new Host(Built.Server, folder.Path, "/health/ready", [.. Database.Sqlite(folder.Path).Arguments, "--Mocks:File", mocks]);
        await server.StartAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (server is null)
            return;
        await server.DisposeAsync();
        folder.Dispose();
        server = null;
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}
