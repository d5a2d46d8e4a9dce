using Microsoft.Extensions.Logging;
using Workflows.Grains.Executions;
using Workflows.Journal;

namespace Workflows.Grains.Timers;

/// <summary>Renews the leases of the executions that this silo owns, in bulk.</summary>
internal sealed partial class LeaseKeeper(IJournal journal, LiveExecutions live, TimeProvider time, ILogger<LeaseKeeper> logger)
{
    private const int BatchSize = 1_000;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);

    /// <summary>Renews until the silo stops.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            try
            {
                await RenewAsync(stop);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogNotRenewed(logger, exception);
            }
        }
    }

    private async Task RenewAsync(CancellationToken stop)
    {
        // What was taken since the last round still has two thirds of its lease at the next one.
        var ids = live.OwnedForAtLeast(Period / 2);
        for (var from = 0; from < ids.Count; from += BatchSize)
        {
            var batch = ids.GetRange(from, Math.Min(BatchSize, ids.Count - from));
            await journal.RenewLeasesAsync(live.Owner, batch, time.GetUtcNow() + Stance.Lease, stop);
        }
    }
}
