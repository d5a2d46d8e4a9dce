using Microsoft.Extensions.DependencyInjection;
using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Grains.Tests.Support;
using Workflows.Testing;

namespace Workflows.Grains.Tests.Tasks;

public abstract class WorkerQueueTests : IAsyncLifetime
{
    private const string Pack = """
        name: pack
        startAt: pack
        states:
          pack: {type: Task, resource: 'worker:packers', end: true}
        """;

    private const string PackAlive = """
        name: pack_alive
        startAt: pack
        states:
          pack:
            type: Task
            resource: worker:packers
            heartbeat: 2
            retry: {errorType: HeartbeatTimeout, maxAttempts: 2, interval: 0.05}
            end: true
        """;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(15);

    private Database? database;

    public async Task InitializeAsync() => database = await CreateAsync();

    public Task DisposeAsync()
    {
        database!.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_worker_that_waits_gets_a_task_and_completes_it()
    {
        await using var engine = await StartAsync();
        var polled = QueuesOf(engine).PollAsync("packers", "Ada", 10, Wait);
        var id = await engine.StartAsync("pack", """{"order":7}""");
        var task = Assert.Single(await polled);

        Assert.Equal((id, "pack", "pack", 1, $"{id}:1"), (task.ExecutionId, task.Workflow, task.StepId, task.Attempt, task.IdempotencyKey));
        Assert.Equal("""{"order":7}""", task.Input.ToString());
        Assert.Equal(TokenOutcome.Accepted, await CompletionsOf(engine).CompleteAsync(task.Token, Engine.Json("""{"packed":true}""")));
        Assert.Equal("""{"order":7,"packed":true}""", (await engine.EndOfAsync(id)).Output!.ToString());
        Assert.Empty(await QueuesOf(engine).PollAsync("packers", "Ada", 10, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_task_stands_in_its_queue_through_a_restart_and_leaves_it_with_its_execution()
    {
        string id;
        await using (var engine = await StartAsync())
            id = await engine.StartAsync("pack");

        await using var again = await StartAsync();
        var task = Assert.Single(await QueuesOf(again).PollAsync("packers", "Ada", 10, Wait));
        var other = await again.StartAsync("pack");
        await again.Executions.CancelAsync(other, null, compensate: false);

        Assert.Equal(id, task.ExecutionId);
        Assert.Empty(await QueuesOf(again).PollAsync("packers", "Ada", 10, TimeSpan.Zero));
    }

    [Fact]
    public async Task What_a_worker_that_fell_silent_had_goes_to_another_as_the_next_attempt()
    {
        await using var engine = await StartAsync();
        var id = await engine.StartAsync("pack_alive");
        var lost = Assert.Single(await QueuesOf(engine).PollAsync("packers", "Ada", 1, Wait));
        Assert.Equal(TimeSpan.FromSeconds(2), lost.Heartbeat);

        var taken = Assert.Single(await QueuesOf(engine).PollAsync("packers", "Bob", 1, Wait));
        Assert.Equal((id, 2), (taken.ExecutionId, taken.Attempt));
        Assert.Equal(TokenOutcome.Gone, await CompletionsOf(engine).CompleteAsync(lost.Token, Engine.Json("1")));
        Assert.Equal(TokenOutcome.Accepted, await CompletionsOf(engine).HeartbeatAsync(taken.Token));
        Assert.Equal(TokenOutcome.Accepted, await CompletionsOf(engine).CompleteAsync(taken.Token, Engine.Json("2")));
        Assert.Equal(
            (ExecutionStatus.Succeeded, "2"),
            (await engine.EndOfAsync(id) is var end ? end.Status : default, end.Output!.ToString())
        );
    }

    [Fact]
    public async Task A_task_that_nobody_has_taken_cannot_fall_silent()
    {
        await using var engine = await StartAsync();
        var id = await engine.StartAsync("pack_alive");
        await engine.SummaryAsync(id, summary => summary.Owner is null);

        Assert.Null((await engine.StateOfAsync(id)).Steps.Values.Single().NextDue);
    }

    private protected abstract Task<Database> CreateAsync();

    private async Task<Engine> StartAsync()
    {
        var engine = await Engine.StartAsync(database!);
        await engine.RegisterAsync(Pack);
        await engine.RegisterAsync(PackAlive);
        return engine;
    }

    private static IWorkerQueues QueuesOf(Engine engine) => engine.Services.GetRequiredService<IWorkerQueues>();

    private static ITaskCompletions CompletionsOf(Engine engine) => engine.Services.GetRequiredService<ITaskCompletions>();
}

public sealed class SqliteWorkerQueueTests : WorkerQueueTests
{
    private protected override Task<Database> CreateAsync() => Task.FromResult(Database.Sqlite());
}

public sealed class PostgreSqlWorkerQueueTests : WorkerQueueTests
{
    private protected override Task<Database> CreateAsync() => Database.PostgresAsync();
}
