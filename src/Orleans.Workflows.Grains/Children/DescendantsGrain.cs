using Orleans.Placement;
using Workflows.Grains.Executions;
using Workflows.Journal;

namespace Workflows.Grains.Children;

/// <summary>
/// Bounds the tree of executions below one that was started from outside, so that a workflow which starts itself cannot fill a server. The journal knows how many there are; here they are only
/// counted on, from one look at it to the next. What is on its way during such a look may be counted twice or not at all: the bound is exact but for those.
/// </summary>
[PreferLocalPlacement]
[GrainType("workflow-descendants")]
internal sealed class DescendantsGrain(IJournal journal, StartLimits limits, TimeProvider time) : Grain, IDescendantsGrain
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private long? counted;
    private int count;

    /// <inheritdoc/>
    public async Task<bool> TryReserveAsync()
    {
        // A full tree is looked at again now and then: starts that were repeated were counted twice, and retention makes room.
        if (counted is not { } at || (count >= limits.MaxDescendants && time.GetElapsedTime(at) >= Pause))
        {
            count = await journal.CountDescendantsAsync(this.GetPrimaryKeyString(), limits.MaxDescendants, CancellationToken.None);
            counted = time.GetTimestamp();
        }
        if (count >= limits.MaxDescendants)
            return false;
        count++;
        return true;
    }
}
