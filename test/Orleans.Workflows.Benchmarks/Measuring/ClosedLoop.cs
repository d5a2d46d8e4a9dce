using System.Diagnostics;

namespace Workflows.Benchmarks.Measuring;

/// <summary>Keeps a number of executions under way: as soon as one has ended, the next is started.</summary>
/// <param name="run">The workload's run.</param>
/// <param name="meter">Counts what becomes durable.</param>
/// <param name="runOne">Runs one execution to its end.</param>
internal sealed class ClosedLoop(WorkloadRun run, JournalMeter meter, Func<Task> runOne)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private volatile bool isMeasuring;

    /// <summary>Warms up, then measures. Returns when all that was started has ended.</summary>
    /// <param name="concurrency">Executions under way at once.</param>
    /// <param name="duration">How long is measured.</param>
    public async Task<LoopResult> RunAsync(int concurrency, TimeSpan duration)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(run.Stop);
        var latencies = new LatencyHistogram();
        var workers = Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(() => WorkAsync(latencies, stop.Token))));

        await run.WaitAsync(WarmUp, $"{concurrency} at once, warming up", workers);
        var before = Usage.Take(meter, run.Store);
        var began = Stopwatch.GetTimestamp();
        isMeasuring = true;
        await run.WaitAsync(duration, $"{concurrency} at once", workers);
        isMeasuring = false;
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var used = Usage.Take(meter, run.Store) - before;
        await stop.CancelAsync();
        await workers;
        return new LoopResult(
            latencies.Count,
            seconds,
            latencies.PercentileMilliseconds(0.50),
            latencies.PercentileMilliseconds(0.99),
            used
        );
    }

    private async Task WorkAsync(LatencyHistogram latencies, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            await runOne();
            if (isMeasuring)
                latencies.Add(Stopwatch.GetElapsedTime(began));
        }
    }
}
