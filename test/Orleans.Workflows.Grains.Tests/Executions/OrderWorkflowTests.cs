using Workflows.Core.State;
using Workflows.Grains.Tests.Support;

namespace Workflows.Grains.Tests.Executions;

public sealed class OrderWorkflowTests : IDisposable
{
    private readonly Database database = Database.Sqlite();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task An_order_runs_from_handler_to_handler_to_its_end()
    {
        await using var engine = await Engine.StartAsync(database, Orders.AddHandlers);
        await engine.RegisterAsync(Orders.Definition);

        var id = await engine.StartAsync("order", """{"amount":3}""");

        var state = await engine.EndOfAsync(id);
        Assert.Equal(ExecutionStatus.Succeeded, state.Status);
        Assert.Equal("""{"amount":3,"inventoryAvailable":true,"charged":true,"shipped":true}""", state.Output!.ToString());
    }
}
