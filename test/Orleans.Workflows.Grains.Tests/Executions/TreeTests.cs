using Workflows.Core.State;
using Workflows.Grains.Tests.Support;
using Workflows.Journal.Reading;
using Workflows.Testing;

namespace Workflows.Grains.Tests.Executions;

/// <summary>A workflow that starts itself is bounded as a tree, and ends as one.</summary>
public abstract class TreeTests : IAsyncLifetime
{
    private const int Most = 60;

    private const string SelfStarter = """
        name: self
        startAt: both
        states:
          both:
            type: Parallel
            branches:
              - {startAt: a, states: {a: {type: Task, resource: 'workflow:self', end: true}}}
              - {startAt: b, states: {b: {type: Task, resource: 'workflow:self', end: true}}}
              - {startAt: c, states: {c: {type: Task, resource: 'workflow:self', end: true}}}
            end: true
        """;

    private Database database = null!;

    public async Task InitializeAsync() => database = await CreateAsync();

    public Task DisposeAsync()
    {
        database.Dispose();
        return Task.CompletedTask;
    }

    private protected abstract Task<Database> CreateAsync();

    [Fact]
    public async Task A_workflow_that_starts_itself_fails_at_the_limit_of_descendants_and_its_whole_tree_ends()
    {
        await using var engine = await Engine.StartAsync(database, configure: options => options.Limits.MaxDescendants = Most);
        await engine.RegisterAsync(SelfStarter);
        var root = await engine.StartAsync("self");

        var state = await engine.EndOfAsync(root);

        Assert.Equal((ExecutionStatus.Failed, "Workflow.TooManyDescendants"), (state.Status, state.Error));
        Assert.Contains("Limits:MaxDescendants", state.Cause, StringComparison.Ordinal);
        await NobodyIsLeftAsync(engine);
        Assert.InRange(await engine.Journal.CountDescendantsAsync(root, 1_000, default), 1, Most);
    }

    [Fact]
    public async Task A_cancelled_root_takes_down_what_its_descendants_start_afterwards()
    {
        await using var engine = await Engine.StartAsync(database);
        await engine.RegisterAsync(SelfStarter);
        var root = await engine.StartAsync("self");
        await Poll.UntilAsync(async () => await engine.Journal.CountDescendantsAsync(root, 40, default) == 40);

        await engine.Executions.CancelAsync(root, "enough", compensate: false);

        await NobodyIsLeftAsync(engine);
        Assert.Equal(ExecutionStatus.Cancelled, (await engine.StateOfAsync(root)).Status);
    }

    [Fact]
    public async Task Descendants_are_counted_at_every_depth_and_no_further_than_asked()
    {
        await using var engine = await Engine.StartAsync(database);
        await engine.RegisterAsync("name: leaf\nstartAt: a\nstates:\n  a: {type: Success}\n");
        await engine.RegisterAsync("name: middle\nstartAt: a\nstates:\n  a: {type: Task, resource: 'workflow:leaf', end: true}\n");
        await engine.RegisterAsync(
            "name: top\nstartAt: a\nstates:\n  a: {type: Task, resource: 'workflow:middle', next: b}\n  b: {type: Task, resource: 'workflow:leaf', end: true}\n"
        );
        var id = await engine.StartAsync("top", id: "tree");
        await engine.StartAsync("leaf", id: "tree-2");
        await engine.EndOfAsync(id);

        Assert.Equal(3, await engine.Journal.CountDescendantsAsync(id, 10, default));
        Assert.Equal(2, await engine.Journal.CountDescendantsAsync(id, 2, default));
        Assert.Equal(0, await engine.Journal.CountDescendantsAsync("tree-2", 10, default));
    }

    private static Task NobodyIsLeftAsync(Engine engine) =>
        Poll.UntilAsync(async () =>
            (
                await engine.Executions.ListAsync(
                    new ExecutionQuery { Statuses = [ExecutionStatus.Running, ExecutionStatus.Compensating], Limit = 1 }
                )
            ).Count == 0
        );
}

public sealed class SqliteTreeTests : TreeTests
{
    private protected override Task<Database> CreateAsync() => Task.FromResult(Database.Sqlite());
}

public sealed class PostgreSqlTreeTests : TreeTests
{
    private protected override Task<Database> CreateAsync() => Database.PostgresAsync();
}
