using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Workflows.Grains.Tasks;
using Workflows.Journal;

namespace Workflows.Grains.Timers;

/// <summary>
/// What a silo does besides running grains: when it is active it revives the timer shards, sweeps and renews leases; when it stops it first refuses starts and lets running tasks end.
/// </summary>
internal sealed partial class SiloWork(
    IGrainFactory grains,
    LeaseKeeper leases,
    OrphanSweep orphans,
    TaskDispatcher tasks,
    TaskOptions options,
    SiloDrain drain,
    ILogger<SiloWork> logger
) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private Task background = Task.CompletedTask;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) =>
        // Above Active: begins when grains can be called, and ends before they are deactivated.
        observer.Subscribe(nameof(SiloWork), ServiceLifecycleStage.Active + 1, StartAsync, StopAsync);

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private Task StartAsync(CancellationToken cancellationToken)
    {
        background = Task.WhenAll(Run(ReviveShardsAsync), Run(leases.RunAsync), Run(orphans.RunAsync));
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await drain.BeginAsync();
        await stop.CancelAsync();
        await tasks.DrainAsync(TimeSpan.FromSeconds(options.DrainSeconds));
        await background.WaitAsync(cancellationToken);
    }

    // On the thread pool: the lifecycle must not wait for it.
    private Task Run(Func<CancellationToken, Task> work) =>
        Task.Run(async () =>
        {
            try
            {
                await work(stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The silo stops.
            }
        });

    private async Task ReviveShardsAsync(CancellationToken cancellationToken)
    {
        for (var shard = 0; shard < Shards.Count && !cancellationToken.IsCancellationRequested; shard++)
        {
            try
            {
                await grains.GetGrain<ITimerGrain>(shard).ReviveAsync();
            }
            catch (Exception exception)
            {
                // Its reminder brings it back within a minute.
                LogNotRevived(logger, exception, shard);
            }
        }
    }
}
