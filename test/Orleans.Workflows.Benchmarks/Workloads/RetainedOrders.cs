using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Benchmarks.Measuring;
using Workflows.Journal.Composition;

namespace Workflows.Benchmarks.Workloads;

/// <summary>Whether the tables stay bounded under constant load when what has ended is kept for a few seconds only.</summary>
internal sealed class RetainedOrders : IWorkload
{
    private const int Concurrency = 64;
    private const int Intervals = 9;
    private const double AgeSeconds = 5;
    private const double SecondsPerDay = 24 * 60 * 60;

    private long ended;

    /// <inheritdoc/>
    public string Name => "retention";

    /// <inheritdoc/>
    public string Description =>
        "order10, 64 at once, first without retention, then for nine times --seconds with one of 5 s: what the tables hold";

    /// <inheritdoc/>
    public TimeSpan HardLimit => TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async Task RunAsync(WorkloadRun run)
    {
        var table = run.Results.Table(
            new("retention", "retention"),
            new("seconds", "seconds"),
            new("workflowsPerSecond", "workflows/s", 1),
            new("deletedPerSecond", "deleted/s", 1),
            new("executionRows", "executions"),
            new("rateTimesAge", "rate × age"),
            new("eventRows", "event rows"),
            new("snapshotRows", "snapshots"),
            new("deadRows", "dead rows"),
            new("vacuums", "vacuums"),
            new("megabytes", "MB", 1)
        );
        await RunAsync(run, table, "none", 1, new Dictionary<string, string?>(StringComparer.Ordinal));
        var age = (AgeSeconds / SecondsPerDay).ToString(CultureInfo.InvariantCulture);
        await RunAsync(
            run,
            table,
            string.Create(CultureInfo.InvariantCulture, $"{AgeSeconds} s"),
            Intervals,
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["Retention:SucceededDays"] = age }
        );
    }

    private async Task RunAsync(WorkloadRun run, ResultTable table, string retention, int intervals, Dictionary<string, string?> settings)
    {
        using var meter = new JournalMeter();
        await using var engine = await run.StartEngineAsync(settings);
        var steps = await OrderSteps.CreateAsync(run, engine);
        var database = engine.Services.GetRequiredService<JournalDatabase>().DataSource;
        await new ClosedLoop(run, meter, steps.RunOneAsync).RunAsync(Concurrency, TimeSpan.FromSeconds(1));

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(run.Stop);
        var workers = Task.WhenAll(Enumerable.Range(0, Concurrency).Select(_ => Task.Run(() => WorkAsync(steps, stop.Token))));
        var began = Stopwatch.GetTimestamp();
        var (before, endedBefore, since) = (await TableCount.ReadAsync(database, run.Store, run.Stop), Volatile.Read(ref ended), began);
        for (var interval = 0; interval < intervals; interval++)
        {
            await run.WaitAsync(run.Line.Duration, $"retention {retention}", workers);
            var count = await TableCount.ReadAsync(database, run.Store, run.Stop);
            var (endedNow, now) = (Volatile.Read(ref ended), Stopwatch.GetTimestamp());
            var seconds = Stopwatch.GetElapsedTime(since, now).TotalSeconds;
            var rate = (endedNow - endedBefore) / seconds;
            table.Add(
                retention,
                Stopwatch.GetElapsedTime(began, now).TotalSeconds,
                rate,
                rate - (count.Executions - before.Executions) / seconds,
                count.Executions,
                settings.Count == 0 ? null : rate * AgeSeconds,
                count.Events,
                count.Snapshots,
                count.DeadRows,
                count.Vacuums,
                count.Megabytes
            );
            (before, endedBefore, since) = (count, endedNow, now);
        }
        await stop.CancelAsync();
        await workers;
    }

    private async Task WorkAsync(OrderSteps steps, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await steps.RunOneAsync();
            Interlocked.Increment(ref ended);
        }
    }
}
