using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Workflows.Core.State;
using Workflows.Grains.Executions;
using Workflows.Journal.Retention;

namespace Workflows.Grains.Retention;

/// <summary>
/// Deletes executions that ended long ago, every minute (more often where they are kept for less than ten), on one silo of the cluster: first their snapshots, then everything else in one transaction per
/// batch. What a crash or a failure leaves undone is found again by the next sweep.
/// </summary>
internal sealed partial class RetentionSweep(
    IJournalRetention journal,
    SnapshotStore snapshots,
    RetentionOptions options,
    ISiloStatusOracle silos,
    TimeProvider time,
    ILogger<RetentionSweep> logger
)
{
    private const int PageSize = 200;
    private const int EventsPerBatch = 2_000;

    private static readonly TimeSpan LongestPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Sweeps until the silo stops; not at all when everything is kept.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (!options.Ages().Any())
            return;

        using var timer = new PeriodicTimer(Period(), time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            try
            {
                if (IsFirst())
                    await SweepAsync(stop);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogNotSwept(logger, exception);
            }
        }
    }

    // What is kept for seconds only must not pile up for a minute: nothing stays longer than a tenth beyond its age.
    private TimeSpan Period()
    {
        var tenth = options.Ages().Min(kept => kept.Age) / 10;
        return tenth < ShortestPeriod ? ShortestPeriod
            : tenth > LongestPeriod ? LongestPeriod
            : tenth;
    }

    /// <summary>Deletes all that has expired; how many executions.</summary>
    public async Task<int> SweepAsync(CancellationToken stop)
    {
        var deleted = 0;
        foreach (var (status, age) in options.Ages())
            deleted += await SweepAsync(status, time.GetUtcNow() - age, stop);
        if (deleted > 0)
            LogDeleted(logger, deleted);
        return deleted;
    }

    private async Task<int> SweepAsync(ExecutionStatus status, DateTimeOffset endedBefore, CancellationToken stop)
    {
        var deleted = 0;
        while (true)
        {
            var page = await journal.ReadExpiredAsync(status, endedBefore, PageSize, stop);
            var deletedOfPage = 0;
            for (var from = 0; from < page.Count; )
            {
                var batch = Batch(page, from);
                from += batch.Count;
                foreach (var execution in batch)
                {
                    if (execution.Events >= SnapshotStore.FirstDueAt)
                        await snapshots.DeleteAsync(execution.Id);
                }
                deletedOfPage += await journal.DeleteAsync(batch, stop);
            }
            deleted += deletedOfPage;
            // A page of which nothing went away would come again.
            if (page.Count < PageSize || deletedOfPage == 0)
                return deleted;
        }
    }

    // An execution with more events than a batch takes is a batch of its own: half a history must never be seen.
    private static List<ExpiredExecution> Batch(IReadOnlyList<ExpiredExecution> page, int from)
    {
        var batch = new List<ExpiredExecution> { page[from] };
        var events = page[from].Events;
        while (from + batch.Count < page.Count && (events += page[from + batch.Count].Events) <= EventsPerBatch)
            batch.Add(page[from + batch.Count]);
        return batch;
    }

    // For a moment two silos may both think so, or none: either does no harm.
    private bool IsFirst() => silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Min()?.Equals(silos.SiloAddress) ?? false;
}
