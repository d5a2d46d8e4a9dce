using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Benchmarks.Driving;
using Workflows.Benchmarks.Measuring;
using Workflows.Core.State;
using Workflows.Journal.Composition;
using Workflows.Journal.Reading;

namespace Workflows.Benchmarks.Workloads;

/// <summary>The list of executions, and the engine beside it, with a million finished executions in the store.</summary>
internal sealed class Lists : IWorkload
{
    private const int DefaultCount = 1_000_000;
    private const int CallsOfFilter = 200;
    private const int Concurrency = 64;

    private static readonly TimeSpan LongestOfFilter = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string Name => "list";

    /// <inheritdoc/>
    public string Description =>
        "each filter of the list beside 1,000,000 finished executions (--count) of 1,000 versions, and order10 beside them";

    /// <inheritdoc/>
    public TimeSpan HardLimit => TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async Task RunAsync(WorkloadRun run)
    {
        var count = run.Line.Count ?? DefaultCount;
        using var meter = new JournalMeter();
        await using var engine = await run.StartEngineAsync();
        var steps = await OrderSteps.CreateAsync(run, engine);
        var loop = new ClosedLoop(run, meter, steps.RunOneAsync);
        var empty = await loop.RunAsync(Concurrency, run.Line.Duration);

        for (var version = 1; version <= FinishedExecutions.Versions; version++)
        {
            run.Progress.Show((double)version / FinishedExecutions.Versions, "registering versions");
            await Workflow.RegisterAsync(engine, DocumentOf(version));
        }
        await FinishedExecutions.WriteAsync(engine.Services.GetRequiredService<JournalDatabase>().DataSource, count, run);
        await MeasureFiltersAsync(run, engine.Client, count);

        var full = await loop.RunAsync(Concurrency, run.Line.Duration);
        var rates = run.Results.Table(
            new("store", "store"),
            new("stepsPerSecond", "steps/s", 1),
            new("startsPerSecond", "starts/s", 1),
            new("ofEmpty", "of empty", 2)
        );
        rates.Add("empty", empty.Rate * OrderSteps.Steps, empty.Rate, 1.0);
        rates.Add("full", full.Rate * OrderSteps.Steps, full.Rate, full.Rate / empty.Rate);
    }

    private static async Task MeasureFiltersAsync(WorkloadRun run, IEngineClient client, int count)
    {
        var table = run.Results.Table(
            new("filter", "filter"),
            new("rows", "rows", 1),
            new("p50Ms", "p50 ms", 2),
            new("p99Ms", "p99 ms", 2)
        );
        var random = new Random(1);
        foreach (var (name, query) in Filters(random, count))
        {
            var times = new LatencyHistogram();
            var rows = 0;
            var since = Stopwatch.GetTimestamp();
            var call = 0;
            for (; call < CallsOfFilter && Stopwatch.GetElapsedTime(since) < LongestOfFilter; call++)
            {
                run.Progress.Show((double)call / CallsOfFilter, name);
                var asked = query();
                var began = Stopwatch.GetTimestamp();
                rows += await client.ListAsync(asked, run.Stop);
                times.Add(Stopwatch.GetElapsedTime(began));
            }
            table.Add(name, (double)rows / call, times.PercentileMilliseconds(0.50), times.PercentileMilliseconds(0.99));
        }
    }

    private static IEnumerable<(string Name, Func<ExecutionQuery> Query)> Filters(Random random, int count)
    {
        yield return ("none", () => new());
        yield return ("a later page", () => new() { After = new(Started(random.Next(count)), "listed-") });
        yield return ("status FAILED", () => new() { Statuses = [ExecutionStatus.Failed] });
        yield return ("status CANCELLED, TIMED_OUT", () => new() { Statuses = [ExecutionStatus.Cancelled, ExecutionStatus.TimedOut] });
        yield return ("status RUNNING", () => new() { Statuses = [ExecutionStatus.Running] });
        yield return ("status COMPENSATING", () => new() { Statuses = [ExecutionStatus.Compensating] });
        yield return ("workflow", () => new() { Workflow = FinishedExecutions.Workflow });
        yield return (
            "workflow, version",
            () => new() { Workflow = FinishedExecutions.Workflow, Version = Text($"{random.Next(FinishedExecutions.Versions) + 1}") }
        );
        yield return ("workflow, FAILED", () => new() { Workflow = FinishedExecutions.Workflow, Statuses = [ExecutionStatus.Failed] });
        yield return ("a workflow of none", () => new() { Workflow = "nobody" });
        yield return ("started in an hour", () => Between(random.Next(count)));
        yield return ("started in an hour, FAILED", () => Between(random.Next(count)) with { Statuses = [ExecutionStatus.Failed] });
        yield return ("a tag of many", () => new() { Tags = [new("region", Text($"r{random.Next(FinishedExecutions.Regions)}"))] });
        yield return ("a tag of one", () => new() { Tags = [new("customer", Text($"c{random.Next(count)}"))] });
        yield return ("a tag of none", () => new() { Tags = [new("customer", "nobody")] });
        yield return ("parent", () => new() { Parent = Text($"parent-{random.Next(count) / (10 * FinishedExecutions.Children)}") });
    }

    private static ExecutionQuery Between(int number) => new() { StartedAfter = Started(number), StartedBefore = Started(number + 3600) };

    private static DateTimeOffset Started(int number) => FinishedExecutions.First.AddSeconds(number);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string DocumentOf(int version) =>
        Text($"name: {FinishedExecutions.Workflow}\nversion: {version}\nstartAt: done\nstates:\n  done: {{ type: Success }}\n");
}
