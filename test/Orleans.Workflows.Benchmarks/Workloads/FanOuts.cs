using System.Diagnostics;
using System.Globalization;
using System.Text;
using Workflows.Benchmarks.Handlers;
using Workflows.Language.Data;

namespace Workflows.Benchmarks.Workloads;

/// <summary>One execution with a large Map, and many with a Parallel of a hundred branches.</summary>
internal sealed class FanOuts : IWorkload
{
    private const int Executions = 100;
    private const int Branches = 100;
    private static readonly int[] MapSizes = [1_000, 10_000];

    private static readonly JsonData Done = JsonData.FromTrustedUtf8("""{"done":true}"""u8.ToArray());

    /// <summary>The handler of every item and branch.</summary>
    public static readonly TaskHandler Handler = new("fanout.work", (_, _) => Done);

    /// <inheritdoc/>
    public string Name => "fanout";

    /// <inheritdoc/>
    public string Description =>
        "one execution with a Map of 1,000 and of 10,000 items, then 100 executions with a Parallel of 100 branches";

    /// <inheritdoc/>
    public TimeSpan HardLimit => TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async Task RunAsync(WorkloadRun run)
    {
        await using var engine = await run.StartEngineAsync();
        var resource = run.Handlers.ResourceOf(Handler);
        var map = await Workflow.RegisterAsync(engine, MapDocument(resource));
        var parallel = await Workflow.RegisterAsync(engine, ParallelDocument(resource));
        var table = run.Results.Table(
            new("shape", "shape"),
            new("items", "items"),
            new("seconds", "seconds", 2),
            new("itemsPerSecond", "items/s", 1),
            new("microsecondsPerItem", "µs/item", 1)
        );

        // The compiler is done when the same has run once.
        run.Progress.Show(0, "warming up");
        await map.RunAsync(Items(MapSizes[0]));
        foreach (var size in MapSizes)
        {
            run.Progress.Show(0.3, $"a Map of {size} items");
            var began = Stopwatch.GetTimestamp();
            await map.RunAsync(Items(size));
            Add("Map", size, began);
        }

        run.Progress.Show(0.7, $"{Executions} x a Parallel of {Branches} branches");
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Executions).Select(_ => parallel.RunAsync(JsonData.EmptyObject)));
        Add("Parallel", Executions * Branches, start);

        void Add(string shape, int items, long began)
        {
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            table.Add(shape, items, seconds, items / seconds, seconds / items * 1e6);
        }
    }

    private static JsonData Items(int count) =>
        JsonData.FromTrustedUtf8(
            Encoding.UTF8.GetBytes(
                $$"""{"items":[{{string.Join(',', Enumerable.Range(0, count).Select(number => $$"""{"n":{{number}}}"""))}}]}"""
            )
        );

    private static string MapDocument(string resource) =>
        $$"""
            name: wide_map
            version: 1
            startAt: each
            states:
              each:
                type: Map
                itemsPath: $.items
                iterator: { startAt: work, states: { work: { type: Task, resource: '{{resource}}', end: true } } }
                resultPath: $.done
                end: true
            """;

    private static string ParallelDocument(string resource)
    {
        var text = new StringBuilder(
            "name: wide_parallel\nversion: 1\nstartAt: all\nstates:\n  all:\n    type: Parallel\n    end: true\n    branches:\n"
        );
        for (var branch = 0; branch < Branches; branch++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"      - {{ startAt: work{branch}, states: {{ work{branch}: {{ type: Task, resource: '{resource}', end: true }} }} }}\n"
            );
        return text.ToString();
    }
}
