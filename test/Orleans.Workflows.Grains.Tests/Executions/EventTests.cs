using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Grains.Tests.Support;
using Workflows.Testing;

namespace Workflows.Grains.Tests.Executions;

public sealed class EventTests : IDisposable
{
    private const string Approval = """
        name: approval
        startAt: pause
        states:
          pause: {type: Wait, seconds: 2, next: approve}
          approve: {type: Event, event: approved, resultPath: $.approval, next: again}
          again: {type: Event, event: approved, resultPath: $.second, timeout: 30, end: true}
        """;

    private const string Listening = """
        name: listening
        startAt: approve
        states:
          approve: {type: Event, event: approved, correlation: {order.$: $.order}, end: true}
        """;

    private readonly Database database = Database.Sqlite();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Events_that_come_early_are_taken_in_order_and_a_repeat_changes_nothing()
    {
        await using var engine = await Engine.StartAsync(database);
        await engine.RegisterAsync(Approval);
        var id = await engine.StartAsync("approval");

        Assert.Equal(SendEventOutcome.Accepted, await SendAsync(engine, id, "1", "a"));
        Assert.Equal(SendEventOutcome.Repeated, await SendAsync(engine, id, "1", "a"));
        Assert.Equal(SendEventOutcome.Accepted, await SendAsync(engine, id, "2", "b"));
        var state = await engine.EndOfAsync(id);

        Assert.Equal("""{"approval":1,"second":2}""", state.Output!.ToString());
        Assert.Equal(SendEventOutcome.AlreadyEnded, await SendAsync(engine, id, "3", "c"));
        Assert.Equal(SendEventOutcome.NotFound, await SendAsync(engine, "nobody", "3", "c"));
    }

    [Fact]
    public async Task An_early_event_survives_a_crash()
    {
        string id;
        await using (var engine = await Engine.StartAsync(database))
        {
            await engine.RegisterAsync(Approval);
            id = await engine.StartAsync("approval");
            await SendAsync(engine, id, "1", "a");
        }
        await Sabotage.PretendCrashAsync(database);

        await using var again = await Engine.StartAsync(database);
        Assert.Equal(SendEventOutcome.Repeated, await SendAsync(again, id, "1", "a"));
        await SendAsync(again, id, "2", null);
        var state = await again.EndOfAsync(id);

        Assert.Equal("""{"approval":1,"second":2}""", state.Output!.ToString());
    }

    [Fact]
    public async Task An_execution_that_listens_is_left_by_its_silo_and_woken_by_the_event_that_fits()
    {
        await using var engine = await Engine.StartAsync(database);
        await engine.RegisterAsync(Listening);
        var id = await engine.StartAsync("listening", """{"order":"7"}""");
        await engine.SummaryAsync(id, summary => summary.Owner is null);

        await engine.Executions.SendEventAsync(id, new ExternalEvent("approved", Engine.Json("8"), null, Engine.Json("""{"order":"8"}""")));
        Assert.Equal(ExecutionStatus.Running, (await engine.StateOfAsync(id)).Status);
        await engine.Executions.SendEventAsync(
            id,
            new ExternalEvent("approved", Engine.Json("""{"by":"Ada"}"""), null, Engine.Json("""{"order":"7"}"""))
        );
        var state = await engine.EndOfAsync(id);

        Assert.Equal("""{"order":"7","by":"Ada"}""", state.Output!.ToString());
    }

    private static Task<SendEventOutcome> SendAsync(Engine engine, string id, string payload, string? eventId) =>
        engine.Executions.SendEventAsync(id, new ExternalEvent("approved", Engine.Json(payload), eventId));
}
