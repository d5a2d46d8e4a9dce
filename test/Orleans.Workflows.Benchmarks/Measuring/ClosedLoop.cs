using System.Diagnostics;

namespace Workflows.Benchmarks.Measuring;

/// <summary>Keeps a number of executions under way: as soon as one has ended, the next is started.</summary>
/// <param name="run">The workload's run.</param>
/// <param name="meter">Counts what becomes durable.</param>
/// <param name="runOne">Runs one execution to its end.</param>
internal sealed class ClosedLoop(WorkloadRun run, JournalMeter meter, Func<Task> runOne)
{
    private const int SettlingConcurrency = 64;
    private const int WindowsWithoutGain = 2;
    private const double Gain = 1.05;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SettlingWindow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(20);

    // A run of a fraction of a second is a trial: nobody wants to wait for it.
    private const int SettlingOfDuration = 10;

    private long ended;
    private bool hasSettled;
    private volatile bool isMeasuring;

    /// <summary>
    /// Warms up, then measures; the first time, waits until the compiler has done its work, ten times as long as is measured at the most. Returns when all that was started has ended.
    /// </summary>
    /// <param name="concurrency">Executions under way at once.</param>
    /// <param name="duration">How long is measured.</param>
    public async Task<LoopResult> RunAsync(int concurrency, TimeSpan duration)
    {
        if (!hasSettled)
            await SettleAsync(duration * SettlingOfDuration);
        hasSettled = true;

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(run.Stop);
        var latencies = new LatencyHistogram();
        var workers = StartWorkers(concurrency, latencies, stop.Token);

        await run.WaitAsync(WarmUp, $"{concurrency} at once, warming up", workers);
        var before = Usage.Take(meter, run);
        var began = Stopwatch.GetTimestamp();
        isMeasuring = true;
        await run.WaitAsync(duration, $"{concurrency} at once", workers);
        isMeasuring = false;
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var used = Usage.Take(meter, run) - before;
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

    /// <summary>Runs until a window brings no more than the best before it: what is slow only while code is new would be measured otherwise.</summary>
    private async Task SettleAsync(TimeSpan atMost)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(run.Stop);
        var workers = StartWorkers(SettlingConcurrency, new LatencyHistogram(), stop.Token);
        var began = Stopwatch.GetTimestamp();
        var limit = atMost < LongestSettling ? atMost : LongestSettling;
        var (best, withoutGain) = (0L, 0);
        while (withoutGain < WindowsWithoutGain && Stopwatch.GetElapsedTime(began) < limit && !workers.IsCompleted)
        {
            var before = Volatile.Read(ref ended);
            await run.WaitAsync(SettlingWindow, "settling", workers);
            var inWindow = Volatile.Read(ref ended) - before;
            withoutGain = inWindow > best * Gain ? 0 : withoutGain + 1;
            best = Math.Max(best, inWindow);
        }

        await stop.CancelAsync();
        await workers;
    }

    private Task StartWorkers(int concurrency, LatencyHistogram latencies, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(() => WorkAsync(latencies, stop), CancellationToken.None)));

    private async Task WorkAsync(LatencyHistogram latencies, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            await runOne();
            Interlocked.Increment(ref ended);
            if (isMeasuring)
                latencies.Add(Stopwatch.GetElapsedTime(began));
        }
    }
}
