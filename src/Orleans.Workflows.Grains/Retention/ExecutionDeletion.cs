using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Grains.Executions;
using Workflows.Journal;
using Workflows.Journal.Retention;

namespace Workflows.Grains.Retention;

/// <summary>Deletes one execution because somebody asks for it: first its snapshot, then everything else in one transaction, as the sweep does.</summary>
internal sealed class ExecutionDeletion(IJournal journal, IJournalRetention retention, SnapshotStore snapshots)
{
    /// <summary>Deletes the execution if it has ended.</summary>
    public async Task<DeleteOutcome> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (await journal.ReadSummaryAsync(id, cancellationToken) is not { } summary)
            return DeleteOutcome.NotFound;
        // A wake time after the end says that the execution has still to report its end, or to cancel a child.
        if (!summary.Status.IsEnded() || summary.WakeAt is not null)
            return DeleteOutcome.NotEnded;

        // A redrive that comes in between folds the whole history: the snapshot only saves time.
        await snapshots.DeleteAsync(id);
        var found = new ExpiredExecution(id, summary.Incarnation, 0);
        return await retention.DeleteAsync([found], cancellationToken) == 1 ? DeleteOutcome.Deleted : DeleteOutcome.NotEnded;
    }
}
