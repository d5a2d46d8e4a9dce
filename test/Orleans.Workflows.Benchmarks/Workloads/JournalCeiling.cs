using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Benchmarks.Measuring;
using Workflows.Journal;
using Workflows.Journal.Appending;
using Workflows.Journal.Composition;

namespace Workflows.Benchmarks.Workloads;

/// <summary>The appends of an <c>order10</c> run, recorded, and sent again by the journal without any grain; and the database alone.</summary>
internal sealed class JournalCeiling : IWorkload
{
    /// <summary>The workload's name.</summary>
    public const string WorkloadName = "ceiling";

    private const int RecordedExecutions = 1_000;
    private const int RecordingConcurrency = 64;
    private const int LargeBatch = 512;

    /// <inheritdoc/>
    public string Name => WorkloadName;

    /// <inheritdoc/>
    public string Description => "the appends that order10 sent, sent again by the journal without any grain; and by one plain connection";

    /// <inheritdoc/>
    public TimeSpan HardLimit => TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public bool RunsExecutions => false;

    /// <inheritdoc/>
    public bool HasHandlers => false;

    /// <inheritdoc/>
    public async Task RunAsync(WorkloadRun run)
    {
        var recorded = await RecordAsync(run);
        var table = run.Results.Table(
            new("concurrency", "concurrency"),
            new("workflowsPerSecond", "workflows/s", 1),
            new("stepsPerSecond", "steps/s", 1),
            new("p50Ms", "p50 ms", 2),
            new("p99Ms", "p99 ms", 2),
            new("appendsPerSecond", "appends/s", 1),
            new("meanBatch", "batch", 1),
            new("cpuPerAppendMicroseconds", "µs/append", 1),
            new("databaseCpuPerAppendMicroseconds", "DB µs/append", 1)
        );
        using (var meter = new JournalMeter())
        using (var host = BuildJournal(run.Store))
        {
            await host.StartAsync(run.Stop);
            var replay = new Replay(recorded, host.Services.GetRequiredService<IJournal>(), run.Stop);
            var loop = new ClosedLoop(run, meter, replay.RunOneAsync);
            foreach (var concurrency in run.Line.Concurrency)
            {
                var result = await loop.RunAsync(concurrency, run.Line.Duration);
                run.Ceilings[concurrency] = new CeilingFigures(result.Rate, result.P50Ms);
                table.Add(
                    concurrency,
                    result.Rate,
                    result.Rate * OrderSteps.Steps,
                    result.P50Ms,
                    result.P99Ms,
                    result.Used.Rows / result.Seconds,
                    result.MeanBatch,
                    result.CpuPerRow,
                    result.DatabaseCpuPerRow
                );
            }

            await host.StopAsync(run.Stop);
        }

        await MeasureDatabaseAsync(run, [.. recorded.SelectMany(appends => appends)]);
    }

    private static async Task<IReadOnlyList<IReadOnlyList<Append>>> RecordAsync(WorkloadRun run)
    {
        RecordingJournal? recording = null;
        await using (
            var engine = await run.StartEngineAsync(decorate: journal => recording = new RecordingJournal(journal, RecordedExecutions))
        )
        {
            var steps = await OrderSteps.CreateAsync(run, engine);
            var left = RecordedExecutions;
            await Task.WhenAll(
                Enumerable
                    .Range(0, RecordingConcurrency)
                    .Select(async _ =>
                    {
                        while (Interlocked.Decrement(ref left) >= 0 && !run.Stop.IsCancellationRequested)
                            await steps.RunOneAsync();
                    })
            );
        }

        var ended = recording!.TakeEnded();
        return ended.Count > 0 ? ended : throw new InvalidOperationException("Nothing was recorded.");
    }

    private static IHost BuildJournal(Store store)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddJournal(journal =>
            (journal.Provider, journal.ConnectionString) = (Enum.Parse<JournalProvider>(store.Provider), store.ConnectionString)
        );
        return builder.Build();
    }

    private static async Task MeasureDatabaseAsync(WorkloadRun run, IReadOnlyList<Append> rows)
    {
        var table = run.Results.Table(
            new("rowsPerTransaction", "rows/commit"),
            new("plainRowsPerSecond", "rows/s", 1),
            new("commitP50Ms", "commit p50 ms", 2)
        );
        foreach (var size in new[] { 1, LargeBatch })
        {
            await using var connection = await PlainInserts.OpenAsync(run.Store, run.Stop);
            var result = await connection.RunAsync(rows, size, run.Line.Duration, run.Stop);
            table.Add(size, result.RowsPerSecond, result.CommitP50Ms);
        }
    }

    /// <summary>Sends what one execution sent, one append after the other, under new ids.</summary>
    private sealed class Replay(IReadOnlyList<IReadOnlyList<Append>> recorded, IJournal journal, CancellationToken stop)
    {
        private int next = -1;

        public async Task RunOneAsync()
        {
            var number = Interlocked.Increment(ref next) & int.MaxValue;
            var incarnation = Guid.CreateVersion7();
            var id = incarnation.ToString("N");
            foreach (var append in recorded[number % recorded.Count])
            {
                var outcome = await journal.AppendAsync(Renew(append, id, incarnation), stop);
                if (outcome != AppendOutcome.Appended)
                    throw new InvalidOperationException($"An append of {id} gave {outcome}.");
            }
        }

        private static Append Renew(Append append, string id, Guid incarnation) =>
            append with
            {
                ExecutionId = id,
                Incarnation = incarnation,
                Summary = append.Summary is SummaryWrite.Start start
                    ? new SummaryWrite.Start(start.Summary with { Id = id, Incarnation = incarnation })
                    : append.Summary,
            };
    }
}
