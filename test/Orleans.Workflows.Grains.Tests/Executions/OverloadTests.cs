using Microsoft.Extensions.DependencyInjection;
using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Grains.Executions;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Language.Data;
using Workflows.Testing;

namespace Workflows.Grains.Tests.Executions;

public sealed class OverloadTests : IDisposable
{
    private const string Works = "{name: works, startAt: w, states: {w: {type: Task, resource: work, end: true}}}";
    private const string Child = "{name: child, startAt: c, states: {c: {type: Task, resource: quick, end: true}}}";
    private const string Sleeps = "{name: sleeps, startAt: s, states: {s: {type: Wait, seconds: 3600, end: true}}}";

    private const string Parent = """
        name: parent
        startAt: both
        states:
          both:
            type: Parallel
            end: true
            branches:
              - {startAt: w, states: {w: {type: Task, resource: work, end: true}}}
              - {startAt: call, states: {call: {type: Task, resource: 'workflow:child', end: true}}}
        """;

    private readonly Database database = Database.Sqlite();
    private readonly TaskCompletionSource released = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task No_more_executions_are_taken_than_may_live_and_then_again()
    {
        await using var engine = await StartAsync(maxLive: 2);
        string[] ids = [await engine.StartAsync("works"), await engine.StartAsync("works")];

        var refused = await engine.Executions.StartAsync(new StartRequest { Workflow = "works", Id = "refused" });

        Assert.Equal((StartOutcome.Refused, TimeSpan.FromSeconds(1)), (refused.Outcome, refused.Refusal?.RetryAfter));
        Assert.NotNull(engine.Executions.Refusal);
        Assert.Null(await engine.Executions.FindAsync("refused"));
        released.SetResult();
        foreach (var id in ids)
            Assert.Equal(ExecutionStatus.Succeeded, (await engine.EndOfAsync(id)).Status);
        await Poll.UntilAsync(() => engine.Executions.Refusal is null);
        await engine.EndOfAsync(await engine.StartAsync("works", id: "refused"));
    }

    [Fact]
    public async Task What_sleeps_for_long_takes_nobodys_place()
    {
        await using var engine = await StartAsync(maxLive: 1);
        for (var number = 0; number < 5; number++)
            await engine.StartAsync("sleeps");

        Assert.Equal(0, engine.Services.GetRequiredService<LiveExecutions>().Total);
    }

    [Fact]
    public async Task A_child_is_taken_though_its_parent_fills_the_silo()
    {
        await using var engine = await StartAsync(maxLive: 1);
        var id = await engine.StartAsync("parent");

        var child = (await WaitForChildAsync(engine, id)).Id;

        Assert.Equal(ExecutionStatus.Succeeded, (await engine.EndOfAsync(child)).Status);
        Assert.NotNull(engine.Executions.Refusal);
        released.SetResult();
        Assert.Equal(ExecutionStatus.Succeeded, (await engine.EndOfAsync(id)).Status);
    }

    private static async Task<Workflows.Journal.Reading.ExecutionSummary> WaitForChildAsync(Engine engine, string parent)
    {
        IReadOnlyList<Workflows.Journal.Reading.ExecutionSummary> children = [];
        await Poll.UntilAsync(async () => (children = await engine.Journal.ListAsync(new() { Parent = parent }, default)).Count == 1);
        return children[0];
    }

    private async Task<Engine> StartAsync(int maxLive)
    {
        var engine = await Engine.StartAsync(
            database,
            services => services.AddTaskHandler("work", WorkAsync).AddTaskHandler("quick", (_, _) => ValueTask.FromResult(JsonData.Null)),
            options => options.Limits.MaxLiveExecutions = maxLive
        );
        foreach (var document in new[] { Works, Child, Sleeps, Parent })
            await engine.RegisterAsync(document);
        return engine;
    }

    private async ValueTask<JsonData> WorkAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        await released.Task.WaitAsync(cancellationToken);
        return JsonData.Null;
    }
}
