using Microsoft.Extensions.DependencyInjection;
using Workflows.Core.State;
using Workflows.Grains.Executions;
using Workflows.Grains.Retention;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Journal.Reading;
using Workflows.Language.Data;
using Workflows.Testing;
using Workflows.Testing.Postgres;

namespace Workflows.Grains.Tests.Retention;

public sealed class RetentionTests
{
    private const string Quick = """
        name: quick
        startAt: done
        states:
          done: {type: Success}
        """;

    private const string Bad = """
        name: bad
        startAt: broken
        states:
          broken: {type: Fail, error: Broken}
        """;

    private const string Slow = """
        name: slow
        startAt: sleep
        states:
          sleep: {type: Wait, seconds: 1000, next: done}
          done: {type: Success}
        """;

    private const string Loop = """
        name: loop
        startAt: count
        states:
          count: {type: Task, resource: count, next: enough}
          enough:
            type: Choice
            choices: [{condition: {variable: $.n, numericLessThan: 120}, next: count}]
            default: done
          done: {type: Success}
        """;

    [Fact]
    public async Task On_SQLite_what_has_expired_goes_and_the_rest_stays()
    {
        using var database = Database.Sqlite();
        await CheckAsync(database);
    }

    [PostgresFact]
    public async Task On_PostgreSQL_what_has_expired_goes_and_the_rest_stays()
    {
        using var database = await Database.PostgresAsync();
        await CheckAsync(database);
    }

    private static async Task CheckAsync(Database database)
    {
        await using var engine = await Engine.StartAsync(
            database,
            configure: options => (options.Retention.SucceededDays, options.Retention.FailedDays) = (0, 1)
        );
        await engine.RegisterAsync(Quick);
        await engine.RegisterAsync(Bad);
        await engine.RegisterAsync(Slow);
        // More than a page.
        var ids = await Task.WhenAll(Enumerable.Range(0, 230).Select(number => engine.StartAsync("quick", id: $"quick-{number:D3}")));
        await engine.StartAsync("bad", id: "failed");
        await engine.StartAsync("slow", id: "sleeping");
        await engine.SummaryAsync("failed", summary => summary.Status.IsEnded() && summary.WakeAt is null);

        // The silo sweeps by itself, too.
        IReadOnlyList<ExecutionSummary> left = [];
        await Poll.UntilAsync(async () =>
        {
            await Sweep(engine).SweepAsync(default);
            left = await engine.Journal.ListAsync(new ExecutionQuery { Limit = 500 }, default);
            return left.Count <= 2;
        });

        Assert.Equal(230, ids.Length);
        Assert.Equal(["failed", "sleeping"], left.Select(summary => summary.Id).Order());
        Assert.Null(await engine.Executions.FindAsync("quick-000"));
        Assert.Equal("quick-000", await engine.StartAsync("quick", id: "quick-000"));
    }

    [Fact]
    public async Task The_snapshot_of_a_long_execution_goes_with_it()
    {
        using var database = Database.Sqlite();
        await using var engine = await Engine.StartAsync(
            database,
            services => services.AddTaskHandler("count", CountAsync),
            options => options.Retention.SucceededDays = 0
        );
        await engine.RegisterAsync(Loop);
        var id = await engine.StartAsync("loop", """{"n":0}""");
        await engine.EndOfAsync(id);
        var incarnation = (await engine.Journal.ReadSummaryAsync(id, default))!.Incarnation;
        var snapshots = engine.Services.GetRequiredService<SnapshotStore>();
        await Poll.UntilAsync(async () => await snapshots.TryReadAsync(id, incarnation) is not null);

        await Poll.UntilAsync(async () => await Sweep(engine).SweepAsync(default) == 1);

        Assert.Null(await snapshots.TryReadAsync(id, incarnation));
        Assert.Null(await engine.Journal.ReadSummaryAsync(id, default));
    }

    private static ValueTask<JsonData> CountAsync(TaskAttempt attempt, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Engine.Json($$"""{"n":{{attempt.Input.Root.GetProperty("n").GetInt32() + 1}}}"""));

    private static RetentionSweep Sweep(Engine engine) => engine.Services.GetRequiredService<RetentionSweep>();
}
