using System.Diagnostics;
using Workflows.Benchmarks.Driving;
using Workflows.Benchmarks.Handlers;
using Workflows.Benchmarks.Measuring;
using Workflows.Language.Data;

namespace Workflows.Benchmarks.Workloads;

/// <summary>How long it takes until an execution with a long history, that no process has in memory, has taken an event.</summary>
internal sealed class ColdStart : IWorkload
{
    private const int Events = 20_000;
    private const int EventsOfItem = 5;
    private const int Executions = 5;

    /// <summary>The handler of every item.</summary>
    public static readonly TaskHandler Handler = new("cold.work", (_, _) => JsonData.EmptyObject);

    /// <inheritdoc/>
    public string Name => "cold";

    /// <inheritdoc/>
    public string Description => "after a restart: an event is sent to an execution with 20,000 events, which has to be loaded for it";

    /// <inheritdoc/>
    public TimeSpan HardLimit => TimeSpan.FromMinutes(3);

    /// <inheritdoc/>
    public async Task RunAsync(WorkloadRun run)
    {
        var (small, large) = await PrepareAsync(run);
        var table = run.Results.Table(new("events", "events"), new("p50Ms", "p50 ms", 1), new("maxMs", "max ms", 1));
        await using var engine = await run.StartEngineAsync();
        await MeasureAsync(engine.Client, small, run.Stop);
        var times = await MeasureAsync(engine.Client, large, run.Stop);
        times.Sort();
        table.Add(Events, times[times.Count / 2], times[^1]);
    }

    /// <summary>Leaves executions that wait for an event, and no process that knows them.</summary>
    private static async Task<(List<string> Small, List<string> Large)> PrepareAsync(WorkloadRun run)
    {
        await using var engine = await run.StartEngineAsync();
        var workflow = await Workflow.RegisterAsync(engine, Document(run.Handlers.ResourceOf(Handler)));
        List<string> small = [];
        List<string> large = [];
        for (var number = 0; number < Executions; number++)
        {
            run.Progress.Show((double)number / Executions, "making long histories");
            small.Add(await workflow.StartAsync(Items(10)));
            large.Add(await workflow.StartAsync(Items(Events / EventsOfItem)));
        }

        foreach (var id in small.Concat(large))
        {
            while (!await engine.Client.IsInAsync(id, "hear", run.Stop))
                await Task.Delay(ProgressLine.Interval, run.Stop);
        }

        return (small, large);
    }

    private static async Task<List<double>> MeasureAsync(IEngineClient client, List<string> ids, CancellationToken stop)
    {
        List<double> times = [];
        foreach (var id in ids)
        {
            var began = Stopwatch.GetTimestamp();
            await client.SendEventAsync(id, "go", stop);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return times;
    }

    private static string Document(string resource) =>
        $$"""
            name: cold
            version: 1
            startAt: each
            states:
              each:
                type: Map
                itemsPath: $.items
                iterator: { startAt: work, states: { work: { type: Task, resource: '{{resource}}', end: true } } }
                resultPath: null
                next: hear
              hear: { type: Event, event: go, end: true }
            """;

    private static JsonData Items(int count) =>
        JsonData.FromTrustedUtf8(System.Text.Encoding.UTF8.GetBytes($$"""{"items":[{{string.Join(',', Enumerable.Range(0, count))}}]}"""));
}
