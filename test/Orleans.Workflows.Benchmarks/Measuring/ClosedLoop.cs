using System.Diagnostics;
using Workflows.Benchmarks.Workloads;

namespace Workflows.Benchmarks.Measuring;

/// <summary>Keeps a number of executions under way: as soon as one has ended, the next is started.</summary>
internal sealed class ClosedLoop(IWorkload workload, Func<long> appends)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Warms up, then measures.</summary>
    /// <param name="concurrency">Executions under way at once.</param>
    /// <param name="duration">How long is measured.</param>
    public async Task<RunResult> RunAsync(int concurrency, TimeSpan duration)
    {
        using var stop = new CancellationTokenSource();
        var latencies = new LatencyHistogram();
        var measuring = new StrongBox();
        var workers = Enumerable.Range(0, concurrency).Select(_ => Task.Run(() => WorkAsync(latencies, measuring, stop.Token))).ToArray();

        await Task.WhenAny(Task.Delay(WarmUp), Task.WhenAll(workers));
        var appendsBefore = appends();
        measuring.Value = true;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAny(Task.Delay(duration), Task.WhenAll(workers));
        measuring.Value = false;
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var appended = appends() - appendsBefore;
        await stop.CancelAsync();
        await Task.WhenAll(workers);

        var workflows = latencies.Count;
        return new RunResult(
            concurrency,
            workflows / seconds,
            workflows * workload.Steps / seconds,
            latencies.PercentileMilliseconds(0.50),
            latencies.PercentileMilliseconds(0.99),
            (double)appended / Math.Max(1, workflows)
        );
    }

    private async Task WorkAsync(LatencyHistogram latencies, StrongBox measuring, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            await workload.RunOneAsync();
            if (measuring.Value)
                latencies.Add(Stopwatch.GetElapsedTime(began));
        }
    }

    private sealed class StrongBox
    {
        private volatile bool value;

        public bool Value
        {
            get => value;
            set => this.value = value;
        }
    }
}
