using Workflows.Core.History;
using Workflows.Grains.Contracts;
using Workflows.Grains.Definitions;
using Workflows.Journal;

namespace Workflows.Grains.Executions;

/// <summary>Reads executions from snapshot and journal, on the silo that was asked. Activates nothing, and sees every acknowledged write.</summary>
internal sealed class ExecutionReader(IJournal journal, ExecutionLoader loader, WorkflowPrograms programs)
{
    /// <summary>An execution as its history tells it; null when there is none.</summary>
    public async Task<ExecutionDetails?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (await journal.ReadSummaryAsync(id, cancellationToken) is not { } summary)
            return null;

        var (state, _) = await loader.FoldAsync(summary, cancellationToken);
        return new ExecutionDetails(summary, state, await programs.FindAsync(summary.Workflow, summary.Version));
    }

    /// <summary>The steps in the order of their numbers, with input and output of those that are kept; null when there is no such execution.</summary>
    public async Task<IReadOnlyList<StepRecord>?> ReadStepsAsync(string id, Func<int, bool>? keeps, CancellationToken cancellationToken)
    {
        if (await journal.ReadSummaryAsync(id, cancellationToken) is not { } summary)
            return null;

        var history = new StepHistory(await programs.FindAsync(summary.Workflow, summary.Version), keeps);
        await foreach (var item in loader.ReadEventsAsync(summary, 0, cancellationToken))
            history.Take(item);
        return history.Steps;
    }

    /// <summary>Events after a sequence, in order, until there are enough of them by number or by bytes; null when there is no such execution.</summary>
    public async Task<IReadOnlyList<HistoryEvent>?> ReadHistoryAsync(string id, long after, int limit, CancellationToken cancellationToken)
    {
        if (await journal.ReadSummaryAsync(id, cancellationToken) is not { } summary)
            return null;

        // From the first event on: the ids of steps count the visits that came before.
        var history = new HistoryReader();
        var page = new List<HistoryEvent>();
        var bytes = 0L;
        await foreach (var item in loader.ReadEventsAsync(summary, 0, cancellationToken))
        {
            var happened = history.Read(item);
            if (happened.Sequence <= after)
                continue;
            page.Add(happened);
            bytes += happened.Bytes;
            if (page.Count >= limit || bytes >= IExecutions.EnoughBytes)
                break;
        }
        return page;
    }
}
