namespace Workflows.Grains.Executions;

internal sealed partial class SnapshotStore
{
    /// <summary>Deletes the snapshot of an execution, if there is one. Unlike the others it throws: what stays behind would stay for ever.</summary>
    public async Task DeleteAsync(string id)
    {
        var record = await ReadAsync(id);
        if (record.RecordExists)
            await Task.Run(() => storage.ClearStateAsync(StateName, KeyOf(id), record));
    }
}
