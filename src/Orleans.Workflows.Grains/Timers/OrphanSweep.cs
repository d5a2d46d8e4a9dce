using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Workflows.Grains.Contracts;
using Workflows.Grains.Executions;
using Workflows.Journal;
using Workflows.Journal.Reading;

namespace Workflows.Grains.Timers;

/// <summary>
/// Wakes what nobody looks after: executions whose owner is not among the living silos, and rows of any shard that are long overdue. At start, when the membership changes, and every 30 s.
/// </summary>
/// <remarks>"Not among the living", not "of the one that died": after a full restart, and on SQLite, no membership change is ever seen.</remarks>
internal sealed partial class OrphanSweep(
    IJournal journal,
    IGrainFactory grains,
    ISiloStatusOracle silos,
    TimeProvider time,
    ILogger<OrphanSweep> logger
) : ISiloStatusListener, IDisposable
{
    private const int BatchSize = 256;
    private const int MaxWakesUnderWay = 32;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim membershipChanged = new(0, 1);
    private readonly DueQueue pauses = new();

    /// <summary>Sweeps until the silo stops.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        silos.SubscribeToSiloStatusEvents(this);
        try
        {
            while (true)
            {
                await SweepSafelyAsync(stop);
                await WaitAsync(stop);
            }
        }
        finally
        {
            silos.UnSubscribeFromSiloStatusEvents(this);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => membershipChanged.Dispose();

    /// <inheritdoc/>
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status != SiloStatus.Dead)
            return;

        lock (membershipChanged)
        {
            if (membershipChanged.CurrentCount == 0)
                membershipChanged.Release();
        }
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        using var timer = new CancellationTokenSource(Period, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, stop);
        try
        {
            await membershipChanged.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The period is over.
        }
    }

    private async Task SweepSafelyAsync(CancellationToken stop)
    {
        try
        {
            await SweepAsync(stop);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogSweepFailed(logger, exception);
        }
    }

    private async Task SweepAsync(CancellationToken stop)
    {
        pauses.Trim(time.GetUtcNow());
        while (await WakeAsync(await journal.ReadOrphansAsync(LivingOwners(), BatchSize + pauses.PausedCount, stop), stop)) { }

        await WakeAsync(await journal.ReadOverdueAsync(time.GetUtcNow() - Overdue, BatchSize + pauses.PausedCount, stop), stop);
    }

    /// <returns>Whether there may be more: a full batch, of which some changed.</returns>
    private async Task<bool> WakeAsync(IReadOnlyList<DueExecution> rows, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        foreach (var row in rows)
            pauses.Add(row.Id, now);

        var ids = new List<string>();
        while (pauses.TakeDue(now) is { } id)
            ids.Add(id);

        var effects = 0;
        await Parallel.ForEachAsync(
            ids,
            new ParallelOptions { MaxDegreeOfParallelism = MaxWakesUnderWay, CancellationToken = stop },
            async (id, _) =>
            {
                var hadEffect = await WakeSafelyAsync(id);
                lock (pauses)
                    pauses.Woken(id, hadEffect, now);
                if (hadEffect)
                    Interlocked.Increment(ref effects);
            }
        );
        if (effects > 0)
            LogTakenUp(logger, effects);
        return effects > 0 && rows.Count >= BatchSize;
    }

    private async Task<bool> WakeSafelyAsync(string id)
    {
        try
        {
            return await grains.ByKey<IExecutionGrain>(id).WakeAsync();
        }
        catch (Exception exception)
        {
            LogWakeFailed(logger, exception, id);
            return false;
        }
    }

    private string[] LivingOwners() =>
        [.. silos.GetApproximateSiloStatuses().Where(silo => silo.Value != SiloStatus.Dead).Select(silo => silo.Key.ToParsableString())];
}
