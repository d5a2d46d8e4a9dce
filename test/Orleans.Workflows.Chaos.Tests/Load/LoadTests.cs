using Workflows.Chaos.Tests.Processes;
using Workflows.Testing.Postgres;
using Xunit.Abstractions;

namespace Workflows.Chaos.Tests.Load;

/// <summary>Many clients at once, through REST.</summary>
public sealed class LoadTests(ITestOutputHelper output)
{
    private const int Orders = 5_000;
    private const int Clients = 64;
    private static readonly TimeSpan AcceptLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Sixty_four_clients_start_5000_orders_and_all_end_on_SQLite()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder.Path, Database.Sqlite(folder.Path));
    }

    [PostgresFact]
    public async Task Sixty_four_clients_start_5000_orders_and_all_end_on_PostgreSQL()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder.Path, await Database.PostgresAsync());
    }

    private async Task RunAsync(string folder, Database database)
    {
        await using var server = await OrderServer.StartAsync(folder, database);
        var began = DateTime.UtcNow;
        var clients = new OrderClients(server.Client);
        var accepted = await clients.StartAsync(Orders, Clients).WaitAsync(AcceptLimit);
        output.WriteLine(
            $"{Orders} starts accepted in {(DateTime.UtcNow - began).TotalSeconds:F1} s, {clients.Refused} refusals with Retry-After on the way"
        );
        Assert.Equal(Orders, accepted.Distinct(StringComparer.Ordinal).Count());

        var succeeded = await EndedOrders.WaitAsync(server.Client, OrderServer.Workflow, EndLimit);
        output.WriteLine($"all ended after {(DateTime.UtcNow - began).TotalSeconds:F1} s");
        Assert.Equal(accepted.Order(StringComparer.Ordinal), succeeded.Select(order => order.Id).Order(StringComparer.Ordinal));
        Assert.True(server.IsRunning, server.EndOfLog());
    }
}
