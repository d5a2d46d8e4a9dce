using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Workflows.Core.Encoding;
using Workflows.Core.State;

namespace Workflows.Grains.Executions;

/// <summary>
/// Snapshots of executions in Orleans' grain storage: they shorten the fold of long histories, and are never needed. Their failures are logged and never surface.
/// </summary>
internal sealed partial class SnapshotStore(
    [FromKeyedServices(StorageNames.Snapshots)] IGrainStorage storage,
    ILogger<SnapshotStore> logger
)
{
    /// <summary>The sequence at which the first snapshot of an execution is due.</summary>
    public const int FirstDueAt = ShortestInterval;

    /// <summary>How many events lie between two snapshots at the least.</summary>
    public const int ShortestInterval = 256;

    // The rest of a history that is folded anew then costs about as much as the snapshot itself, and all snapshots together cost about as much as the history.
    private const int BytesPerEvent = 128;

    private const string StateName = "snapshot";

    /// <summary>The snapshot of an execution, and where it stands; null when there is none that fits.</summary>
    public async Task<(ExecutionState State, SnapshotMark Mark)?> TryReadAsync(string id, Guid incarnation)
    {
        try
        {
            var record = await ReadAsync(id);
            if (!record.RecordExists || record.State is not { } snapshot || snapshot.Incarnation != incarnation)
                return null;

            var state = SnapshotCodec.TryDecode(snapshot.State);
            return state is not null && state.LastSequence == snapshot.Sequence && state.Id == id
                ? (state, MarkAfter(snapshot.Sequence, snapshot.State.Length))
                : null;
        }
        catch (Exception exception)
        {
            LogUnreadable(logger, exception, id);
            return null;
        }
    }

    /// <summary>Writes the snapshot of an execution over the one before, unless it weighs more than the events since then.</summary>
    /// <param name="incarnation">The execution's incarnation.</param>
    /// <param name="state">What is written.</param>
    /// <param name="last">Where the one before stands.</param>
    /// <returns>Where it stands now. One that could not be written counts as written: the next is due an interval later.</returns>
    public async Task<SnapshotMark> TryWriteAsync(Guid incarnation, ExecutionState state, SnapshotMark last)
    {
        var mark = MarkAfter(state.LastSequence, 0);
        try
        {
            var record = await ReadAsync(state.Id);
            if (
                record.RecordExists
                && record.State is { } before
                && before.Incarnation == incarnation
                && before.Sequence >= state.LastSequence
            )
                return mark;

            // Encoding may take long, and Orleans' provider for SQLite works synchronously: never on a grain's thread.
            await Task.Run(async () =>
            {
                var bytes = SnapshotCodec.Encode(state).ToArray();
                if (MarkAfter(last.Sequence, bytes.Length) is var due && due.NextDueAt > state.LastSequence)
                {
                    mark = due;
                    return;
                }

                mark = MarkAfter(state.LastSequence, bytes.Length);
                record.State = new SnapshotRecord
                {
                    Incarnation = incarnation,
                    Sequence = state.LastSequence,
                    State = bytes,
                };
                await storage.WriteStateAsync(StateName, KeyOf(state.Id), record);
            });
            return mark;
        }
        catch (Exception exception)
        {
            LogUnwritten(logger, exception, state.Id);
            return mark;
        }
    }

    private static SnapshotMark MarkAfter(long sequence, int bytes) =>
        new(sequence, sequence + Math.Max(ShortestInterval, bytes / BytesPerEvent));

    private async Task<GrainState<SnapshotRecord>> ReadAsync(string id)
    {
        var record = new GrainState<SnapshotRecord>(new SnapshotRecord());
        await Task.Run(() => storage.ReadStateAsync(StateName, KeyOf(id), record));
        return record;
    }

    private static GrainId KeyOf(string id) => GrainId.Create("workflows.snapshot", id);
}
