using Workflows.Core.State;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Testing.Postgres;

namespace Workflows.Grains.Tests.Executions;

public sealed class OrderWorkflowTests
{
    [Fact]
    public async Task An_order_runs_from_handler_to_handler_to_its_end_on_sqlite()
    {
        using var database = Database.Sqlite();
        await RunToTheEndAsync(database);
    }

    [PostgresFact]
    public async Task An_order_runs_from_handler_to_handler_to_its_end_on_postgres()
    {
        using var database = await Database.PostgresAsync();
        await RunToTheEndAsync(database);
    }

    [Fact]
    public async Task A_task_is_tried_again_and_then_caught()
    {
        using var database = Database.Sqlite();
        await using var engine = await Engine.StartAsync(
            database,
            services =>
                services
                    .AddTaskHandler("inventory.check", (_, _) => ValueTask.FromResult(Engine.Json("""{"inventoryAvailable":true}""")))
                    .AddTaskHandler("payment.charge", (_, _) => throw new TaskException("PaymentError", "card declined"))
        );
        await engine.RegisterAsync(Orders.Definition);

        var id = await engine.StartAsync("order");

        var state = await engine.EndOfAsync(id);
        Assert.Equal((ExecutionStatus.Failed, "SoldOut"), (state.Status, state.Error));
        var steps = await engine.Executions.ReadStepsAsync(id);
        Assert.Equal(2, steps!.Single(step => step.State == "pay").Attempts.Count);
    }

    [Fact]
    public async Task Ten_steps_cost_eleven_appends()
    {
        using var database = Database.Sqlite();
        FaultyJournal? journal = null;
        await using var engine = await Engine.StartAsync(
            database,
            services =>
            {
                FaultyJournal.Add(services);
                services.AddTaskHandler("step", (_, _) => ValueTask.FromResult(Engine.Json("""{"done":true}""")));
            }
        );
        journal = (FaultyJournal)engine.Journal;
        var states = string.Concat(
            Enumerable.Range(1, 10).Select(step => $"  s{step}: {{type: Task, resource: step, next: s{step + 1}}}\n")
        );
        await engine.RegisterAsync($"name: ten\nstartAt: s1\nstates:\n{states}  s11: {{type: Success}}\n");

        var id = await engine.StartAsync("ten");
        await engine.EndOfAsync(id);

        Assert.Equal(11, journal.Appends.Count);
        Assert.Equal(2, journal.Appends.Count(append => append.Summary is not null));
    }

    private static async Task RunToTheEndAsync(Database database)
    {
        await using var engine = await Engine.StartAsync(database, Orders.AddHandlers);
        await engine.RegisterAsync(Orders.Definition);

        var id = await engine.StartAsync("order", """{"amount":3}""");

        var state = await engine.EndOfAsync(id);
        Assert.Equal(ExecutionStatus.Succeeded, state.Status);
        Assert.Equal("""{"amount":3,"inventoryAvailable":true,"charged":true,"shipped":true}""", state.Output!.ToString());
        await engine.SummaryAsync(id, summary => summary is { Owner: null, WakeAt: null, Status: ExecutionStatus.Succeeded });
    }
}
