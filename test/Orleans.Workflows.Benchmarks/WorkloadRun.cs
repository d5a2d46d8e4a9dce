using System.Diagnostics;
using Workflows.Benchmarks.Handlers;
using Workflows.Benchmarks.Measuring;
using Workflows.Journal;

namespace Workflows.Benchmarks;

/// <summary>What a workload is given while it runs.</summary>
/// <param name="Line">The command line.</param>
/// <param name="Results">Where its tables go.</param>
/// <param name="Progress">The line that shows how far it is.</param>
/// <param name="Ceilings">What the journal reached without grains in this command, by concurrency; empty unless it was measured.</param>
/// <param name="Stop">Cancelled at the workload's hard limit.</param>
internal sealed record WorkloadRun(
    CommandLine Line,
    WorkloadResults Results,
    ProgressLine Progress,
    IDictionary<int, CeilingFigures> Ceilings,
    CancellationToken Stop
)
{
    private readonly Store? store;

    /// <summary>The database.</summary>
    /// <exception cref="InvalidOperationException">The workload said that it needs none.</exception>
    public Store Store
    {
        get => store ?? throw new InvalidOperationException("The workload needs no database.");
        init => store = value;
    }

    /// <summary>Where the handlers run.</summary>
    public required IHandlers Handlers { get; init; }

    /// <summary>Whether executions are started and awaited through REST.</summary>
    public bool IsHttp { get; init; }

    /// <summary>Starts the engine on the store, with the handlers.</summary>
    /// <param name="settings">Settings besides those of store and handlers, as the server knows them.</param>
    /// <param name="decorate">Puts something in front of the journal; null for nothing.</param>
    public Task<EngineHost> StartEngineAsync(
        IReadOnlyDictionary<string, string?>? settings = null,
        Func<IJournal, IJournal>? decorate = null
    ) => EngineHost.StartAsync(this, settings ?? new Dictionary<string, string?>(), decorate);

    /// <summary>Waits for a time, or for something that ends earlier, and shows the progress.</summary>
    public async Task WaitAsync(TimeSpan duration, string text, Task earlier)
    {
        var began = Stopwatch.GetTimestamp();
        for (var elapsed = TimeSpan.Zero; elapsed < duration && !earlier.IsCompleted; elapsed = Stopwatch.GetElapsedTime(began))
        {
            Progress.Show(elapsed / duration, text);
            var left = duration - elapsed;
            await Task.WhenAny(earlier, Task.Delay(left < ProgressLine.Interval ? left : ProgressLine.Interval, Stop));
            Stop.ThrowIfCancellationRequested();
        }
    }
}
