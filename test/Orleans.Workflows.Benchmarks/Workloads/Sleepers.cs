using System.Diagnostics;
using System.Globalization;
using Workflows.Benchmarks.Handlers;
using Workflows.Benchmarks.Measuring;
using Workflows.Language.Data;

namespace Workflows.Benchmarks.Workloads;

/// <summary>Executions that sleep for 10 to 60 s each, evenly spread. Lateness is taken where it matters: when the task behind the wait is called.</summary>
internal sealed class Sleepers : IWorkload
{
    private const int DefaultCount = 20_000;
    private const int BetweenLooksAtMemory = 10_000;
    private const int Starters = 256;
    private const double ShortestSeconds = 10;
    private const double LongestSeconds = 60;

    /// <summary>The handler behind the wait; it notes how late it was called, in ticks.</summary>
    public static readonly TaskHandler Handler = new(
        "sleeper.woken",
        (input, notes) =>
        {
            notes.Add((DateTimeOffset.UtcNow - input.Root.GetProperty("until").GetDateTimeOffset()).Ticks);
            return JsonData.Null;
        }
    );

    private int started;

    /// <inheritdoc/>
    public string Name => "wait";

    /// <inheritdoc/>
    public string Description => "executions that sleep 10 to 60 s (--count, default 20,000): start rate, lateness, memory while asleep";

    /// <inheritdoc/>
    public TimeSpan HardLimit => TimeSpan.FromMinutes(6);

    /// <inheritdoc/>
    public async Task RunAsync(WorkloadRun run)
    {
        var count = run.Line.Count ?? DefaultCount;
        await using var engine = await run.StartEngineAsync();
        var workflow = await Workflow.RegisterAsync(engine, Document(run.Handlers.ResourceOf(Handler)));
        var table = run.Results.Table(
            new("executions", "executions"),
            new("startsPerSecond", "starts/s", 1),
            new("latenessP50Ms", "late p50 ms", 1),
            new("latenessP99Ms", "late p99 ms", 1),
            new("latenessMaxMs", "late max ms", 1),
            new("early", "early"),
            new("mostAsleep", "most asleep"),
            new("bytesPerSleeper", "B/sleeper")
        );

        var began = Stopwatch.GetTimestamp();
        var starting = Task.WhenAll(Enumerable.Range(0, Starters).Select(_ => Task.Run(() => StartAsync(workflow, count, run.Stop))));
        var memory = await WatchMemoryAsync(run, starting, count);
        await starting;
        var seconds = memory.StartedAfter.TotalSeconds;
        await WaitForAllAsync(run, count);
        var lateness = await run.Handlers.ReadNotesAsync(Handler, run.Stop);
        var histogram = new LatencyHistogram();
        foreach (var late in lateness)
            histogram.Add(TimeSpan.FromTicks(late));
        table.Add(
            count,
            count / seconds,
            histogram.PercentileMilliseconds(0.50),
            histogram.PercentileMilliseconds(0.99),
            TimeSpan.FromTicks(lateness.Max()).TotalMilliseconds,
            lateness.Count(late => late < 0),
            memory.Most,
            memory.BytesEach
        );
        run.Results.Set("seconds", Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static string Document(string resource) =>
        $$"""
            name: sleeper
            version: 1
            startAt: sleep
            states:
              sleep: { type: Wait, untilPath: $.until, next: woken }
              woken: { type: Task, resource: '{{resource}}', end: true }
            """;

    private async Task StartAsync(Workflow workflow, int count, CancellationToken stop)
    {
        for (var number = Interlocked.Increment(ref started); number <= count; number = Interlocked.Increment(ref started))
        {
            stop.ThrowIfCancellationRequested();
            // A stride that shares no factor with the range spreads them evenly, whatever the rate of the starts.
            var share = number * 617 % 1_000 / 1_000.0;
            var until = DateTimeOffset.UtcNow.AddSeconds(ShortestSeconds + share * (LongestSeconds - ShortestSeconds));
            await workflow.StartAsync(
                JsonData.FromTrustedUtf8(
                    System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"until":"{{until:O}}"}"""))
                )
            );
        }
    }

    private async Task<(int Most, double? BytesEach, TimeSpan StartedAfter)> WatchMemoryAsync(WorkloadRun run, Task starting, int count)
    {
        var began = Stopwatch.GetTimestamp();
        List<(int Asleep, long Bytes)> looks = [];
        while (!starting.IsCompleted)
        {
            var asleep = await CountAsleepAsync();
            await run.WaitAsync(ProgressLine.Interval, $"{Math.Min(started, count)} started, {asleep} asleep", starting);
            // To look, garbage has to go, which takes its time: not at every turn.
            if (asleep >= (looks.Count == 0 ? 0 : looks[^1].Asleep) + BetweenLooksAtMemory)
                looks.Add((await CountAsleepAsync(), Usage.ResidentBytes()));
        }

        var startedAfter = Stopwatch.GetElapsedTime(began);
        looks.Add((await CountAsleepAsync(), Usage.ResidentBytes()));
        var (least, most) = (looks[0], looks.MaxBy(look => look.Asleep));
        return most.Asleep - least.Asleep >= BetweenLooksAtMemory / 2
            ? (most.Asleep, (most.Bytes - least.Bytes) / (double)(most.Asleep - least.Asleep), startedAfter)
            : (most.Asleep, null, startedAfter);

        async Task<int> CountAsleepAsync() => Math.Min(started, count) - await run.Handlers.CountNotesAsync(Handler, run.Stop);
    }

    private static async Task WaitForAllAsync(WorkloadRun run, int count)
    {
        while (await run.Handlers.CountNotesAsync(Handler, run.Stop) is var woken && woken < count)
        {
            run.Progress.Show((double)woken / count, $"{woken} woken");
            await Task.Delay(ProgressLine.Interval, run.Stop);
        }
    }
}
