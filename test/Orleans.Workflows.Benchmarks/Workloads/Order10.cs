using Microsoft.Extensions.DependencyInjection;
using Workflows.Benchmarks.Measuring;
using Workflows.Journal.Composition;

namespace Workflows.Benchmarks.Workloads;

/// <summary>Ten steps one after the other, through grains and journal, at several concurrencies.</summary>
internal sealed class Order10 : IWorkload
{
    /// <inheritdoc/>
    public string Name => OrderSteps.Name;

    /// <inheritdoc/>
    public string Description => "ten Task steps one after the other, an instant handler, about 200 bytes of JSON";

    /// <inheritdoc/>
    public TimeSpan HardLimit => TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async Task RunAsync(WorkloadRun run)
    {
        using var meter = new JournalMeter();
        await using var engine = await run.StartEngineAsync();
        var steps = await OrderSteps.CreateAsync(run, engine);
        var database = engine.Services.GetRequiredService<JournalDatabase>().DataSource;
        var loop = new ClosedLoop(run, meter, steps.RunOneAsync);
        var table = run.Results.Table(
            new("concurrency", "concurrency"),
            new("workflowsPerSecond", "workflows/s", 1),
            new("stepsPerSecond", "steps/s", 1),
            new("p50Ms", "p50 ms", 2),
            new("p99Ms", "p99 ms", 2),
            new("appendsPerSecond", "appends/s", 1),
            new("meanBatch", "batch", 1),
            new("cpuSeconds", "CPU s", 2),
            new("cpuPerAppendMicroseconds", "µs/append", 1),
            new("databaseCpuPerAppendMicroseconds", "DB µs/append", 1),
            new("handlersCpuSeconds", "handlers CPU s", 2),
            new("peakMemoryMegabytes", "peak MB"),
            new("ofCeiling", "of ceiling", 2),
            new("p50OfCeiling", "p50/ceiling", 2),
            new("rowsInDatabase", "rows in DB"),
            new("rowsClaimed", "rows claimed"),
            new("commitsClaimed", "commits"),
            new("databaseCommits", "DB commits"),
            new("databaseSyncs", "DB fsyncs")
        );
        foreach (var concurrency in run.Line.Concurrency)
        {
            var (rows, commits) = (meter.Rows, meter.Commits);
            var before = await DatabaseCount.ReadAsync(database, run.Store, run.Stop);
            var result = await loop.RunAsync(concurrency, run.Line.Duration);
            var written = await DatabaseCount.ReadAsync(database, run.Store, run.Stop) - before;
            var ceiling = run.Ceilings.TryGetValue(concurrency, out var figures) ? figures : null;
            table.Add(
                concurrency,
                result.Rate,
                result.Rate * OrderSteps.Steps,
                result.P50Ms,
                result.P99Ms,
                result.Used.Rows / result.Seconds,
                result.MeanBatch,
                result.Used.Cpu.TotalSeconds,
                result.CpuPerRow,
                result.DatabaseCpuPerRow,
                result.Used.HandlersCpu?.TotalSeconds,
                Usage.PeakMemoryMegabytes(),
                result.Rate / ceiling?.ExecutionsPerSecond,
                result.P50Ms / ceiling?.P50Ms,
                written.Rows,
                meter.Rows - rows,
                meter.Commits - commits,
                written.Commits,
                written.Syncs
            );
        }
    }
}
