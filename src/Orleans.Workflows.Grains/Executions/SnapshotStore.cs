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
    /// <summary>How many events lie between two snapshots of an execution.</summary>
    public const int Interval = 256;

    private const string StateName = "snapshot";

    /// <summary>The snapshot of an execution; null when there is none that fits.</summary>
    public async Task<ExecutionState?> TryReadAsync(string id, Guid incarnation)
    {
        try
        {
            var record = await ReadAsync(id);
            if (!record.RecordExists || record.State is not { } snapshot || snapshot.Incarnation != incarnation)
                return null;

            var state = SnapshotCodec.TryDecode(snapshot.State);
            return state is not null && state.LastSequence == snapshot.Sequence && state.Id == id ? state : null;
        }
        catch (Exception exception)
        {
            LogUnreadable(logger, exception, id);
            return null;
        }
    }

    /// <summary>Writes the snapshot of an execution over the one before.</summary>
    /// <returns>Whether it was written.</returns>
    public async Task<bool> TryWriteAsync(Guid incarnation, ExecutionState state)
    {
        try
        {
            var record = await ReadAsync(state.Id);
            if (
                record.RecordExists
                && record.State is { } before
                && before.Incarnation == incarnation
                && before.Sequence >= state.LastSequence
            )
                return false;

            record.State = new SnapshotRecord
            {
                Incarnation = incarnation,
                Sequence = state.LastSequence,
                State = SnapshotCodec.Encode(state).ToArray(),
            };
            // Orleans' provider for SQLite works synchronously: never on a grain's thread.
            await Task.Run(() => storage.WriteStateAsync(StateName, KeyOf(state.Id), record));
            return true;
        }
        catch (Exception exception)
        {
            LogUnwritten(logger, exception, state.Id);
            return false;
        }
    }

    private async Task<GrainState<SnapshotRecord>> ReadAsync(string id)
    {
        var record = new GrainState<SnapshotRecord>(new SnapshotRecord());
        await Task.Run(() => storage.ReadStateAsync(StateName, KeyOf(id), record));
        return record;
    }

    private static GrainId KeyOf(string id) => GrainId.Create("workflows.snapshot", id);
}
