namespace Workflows.Grains.Executions;

/// <summary>Where the snapshot of an execution stands.</summary>
/// <param name="Sequence">The last event in it; 0 while there is none.</param>
/// <param name="NextDueAt">The sequence at which the next one is due.</param>
internal readonly record struct SnapshotMark(long Sequence, long NextDueAt)
{
    /// <summary>No snapshot yet.</summary>
    public static readonly SnapshotMark None = new(0, SnapshotStore.FirstDueAt);
}
