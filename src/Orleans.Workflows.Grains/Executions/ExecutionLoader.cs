using System.Runtime.CompilerServices;
using Workflows.Core.Encoding;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Grains.Definitions;
using Workflows.Journal;
using Workflows.Journal.Reading;

namespace Workflows.Grains.Executions;

/// <summary>Reads executions back: the snapshot where one fits, and the events after it.</summary>
internal sealed class ExecutionLoader(IJournal journal, SnapshotStore snapshots, WorkflowPrograms programs)
{
    /// <summary>An execution as the journal has it, and where its snapshot stands; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">The definition it is pinned to is gone, or its history has a gap.</exception>
    public async Task<(LoadedExecution Execution, SnapshotMark Snapshot)?> LoadAsync(string id, CancellationToken cancellationToken)
    {
        if (await journal.ReadSummaryAsync(id, cancellationToken) is not { } summary)
            return null;

        var program =
            await programs.FindAsync(summary.Workflow, summary.Version)
            ?? throw new InvalidOperationException(
                $"Execution {id} is pinned to {summary.Workflow} {summary.Version}, which does not exist."
            );
        var (state, snapshot) = await FoldAsync(summary, cancellationToken);
        return (new LoadedExecution(program, summary.Incarnation, state, summary.Status, summary.Owner, summary.WakeAt), snapshot);
    }

    /// <summary>The state of an execution, and where its snapshot stands.</summary>
    public async Task<(ExecutionState State, SnapshotMark Snapshot)> FoldAsync(
        ExecutionSummary summary,
        CancellationToken cancellationToken
    )
    {
        // A history this short has none, and to look would cost every GET a call, on SQLite one that takes turns with the writer.
        var snapshot =
            summary.LastSequence < SnapshotStore.FirstDueAt ? null : await snapshots.TryReadAsync(summary.Id, summary.Incarnation);
        var state = snapshot?.State ?? ExecutionState.NotStarted;
        await foreach (var row in ReadRowsAsync(summary.Incarnation, state.LastSequence, cancellationToken))
            state = Replay(summary.Id, state, row);
        return (state, snapshot?.Mark ?? SnapshotMark.None);
    }

    /// <summary>The events of an execution after a sequence, read part by part.</summary>
    public async IAsyncEnumerable<ExecutionEvent> ReadEventsAsync(
        ExecutionSummary summary,
        long after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var row in ReadRowsAsync(summary.Incarnation, after, cancellationToken))
        {
            var sequence = row.FirstSequence;
            foreach (var item in EventCodec.Decode(row.Events))
            {
                if (sequence++ > after)
                    yield return item;
            }
        }
    }

    private async IAsyncEnumerable<EventRow> ReadRowsAsync(
        Guid incarnation,
        long after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        while (await journal.ReadEventsAsync(incarnation, after, cancellationToken) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
                yield return row;
            // A part that ends before its bounds is the last one.
            if (rows.Count < EventPart.MostRows && rows.Sum(static row => (long)row.Events.Length) < EventPart.EnoughBytes)
                yield break;
            after = rows[^1].FirstSequence + rows[^1].Count - 1;
        }
    }

    private static ExecutionState Replay(string id, ExecutionState state, EventRow row)
    {
        if (row.FirstSequence > state.LastSequence + 1)
            throw new InvalidOperationException(
                $"The history of execution {id} has a gap between {state.LastSequence} and {row.FirstSequence}."
            );

        var sequence = row.FirstSequence;
        foreach (var item in EventCodec.Decode(row.Events))
        {
            if (sequence++ > state.LastSequence)
                state = Fold.Apply(state, item);
        }
        return state;
    }
}
