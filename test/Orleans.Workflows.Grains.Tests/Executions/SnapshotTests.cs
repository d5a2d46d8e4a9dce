using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Workflows.Core.State;
using Workflows.Grains.Executions;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Language.Data;
using Workflows.Testing;

namespace Workflows.Grains.Tests.Executions;

public sealed class SnapshotTests : IDisposable
{
    private const int PauseAt = 90;
    private const int EndAt = 120;

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

    private const int Items = 1_000;

    private const string Batch = """
        name: batch
        startAt: each
        states:
          each:
            type: Map
            itemsPath: $.items
            iterator: {startAt: work, states: {work: {type: Task, resource: work, end: true}}}
            resultPath: null
            next: forget
          forget: {type: Pass, output: {}, next: hear}
          hear: {type: Event, event: go, end: true}
        """;

    private readonly Database database = Database.Sqlite();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_long_execution_goes_on_from_its_snapshot_and_the_events_after_it()
    {
        string id;
        await using (var engine = await Engine.StartAsync(database, services => services.AddTaskHandler("count", CountToPauseAsync)))
        {
            await engine.RegisterAsync(Loop);
            id = await engine.StartAsync("loop", """{"n":0}""");
            await Poll.UntilAsync(async () => NumberIn((await engine.StateOfAsync(id)).Scopes[Scope.Top].Data) == PauseAt);
            await Poll.UntilAsync(async () => await SnapshotOfAsync(engine, id) is { LastSequence: >= SnapshotStore.FirstDueAt });
        }

        await using var again = await Engine.StartAsync(database, services => services.AddTaskHandler("count", CountAsync));
        var state = await again.EndOfAsync(id);

        Assert.Equal((ExecutionStatus.Succeeded, EndAt), (state.Status, NumberIn(state.Output!)));
        var history = (await again.Executions.ReadHistoryAsync(id, 0, 10_000))!;
        Assert.Equal(Enumerable.Range(1, (int)state.LastSequence), history.Select(item => (int)item.Sequence));
        Assert.Equal($"count~{EndAt}", history.Last(item => item.StepId?.StartsWith("count", StringComparison.Ordinal) == true).StepId);
    }

    [Fact]
    public async Task An_execution_that_goes_to_sleep_after_a_large_map_leaves_a_snapshot_of_what_is_left()
    {
        await using var engine = await Engine.StartAsync(
            database,
            services => services.AddTaskHandler("work", (_, _) => ValueTask.FromResult(JsonData.EmptyObject))
        );
        await engine.RegisterAsync(Batch);
        // While the Map runs, a snapshot weighs so much that the next one is not due before the execution goes to sleep.
        var id = await engine.StartAsync("batch", $$"""{"items":[{{string.Join(',', Enumerable.Range(0, Items))}}]}""");

        await Poll.UntilAsync(async () => (await engine.StateOfAsync(id)).Steps.Values.Any(step => step.State == "hear"));
        var asleep = await engine.StateOfAsync(id);

        await Poll.UntilAsync(async () => (await SnapshotOfAsync(engine, id))?.LastSequence == asleep.LastSequence);
    }

    [Fact]
    public async Task A_short_execution_is_read_without_looking_for_a_snapshot()
    {
        var snapshots = new NoSnapshots();
        await using var engine = await Engine.StartAsync(
            database,
            services => services.AddTaskHandler("count", CountAsync).AddKeyedSingleton<IGrainStorage>(StorageNames.Snapshots, snapshots)
        );
        await engine.RegisterAsync(Loop);

        var state = await engine.EndOfAsync(await engine.StartAsync("loop", $$"""{"n":{{EndAt - 1}}}"""));

        Assert.Equal(ExecutionStatus.Succeeded, state.Status);
        Assert.Equal(0, snapshots.Reads);
    }

    private static async Task<ExecutionState?> SnapshotOfAsync(Engine engine, string id)
    {
        var summary = await engine.Journal.ReadSummaryAsync(id, default);
        return (await engine.Services.GetRequiredService<SnapshotStore>().TryReadAsync(id, summary!.Incarnation))?.State;
    }

    private static async ValueTask<JsonData> CountToPauseAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        if (NumberIn(attempt.Input) == PauseAt)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        return await CountAsync(attempt, cancellationToken);
    }

    private static ValueTask<JsonData> CountAsync(TaskAttempt attempt, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Engine.Json($$"""{"n":{{NumberIn(attempt.Input) + 1}}}"""));

    private static int NumberIn(JsonData data) => data.Root.GetProperty("n").GetInt32();

    /// <summary>A storage that holds nothing, and counts who looks.</summary>
    private sealed class NoSnapshots : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
    {
        private int reads;

        public int Reads => Volatile.Read(ref reads);

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            Interlocked.Increment(ref reads);
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

        public void Participate(ISiloLifecycle observer)
        {
            // Nothing of it starts or stops.
        }
    }
}
