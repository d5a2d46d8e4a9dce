using Workflows.Journal;

namespace Workflows.Grains.Timers;

/// <summary>Tells timer shards of wake times that fall before their next look at the journal.</summary>
internal sealed class TimerHints(IGrainFactory grains)
{
    /// <summary>Sends a hint when the moment lies inside the window of the shard.</summary>
    public void Send(string executionId, DateTimeOffset wakeAt, DateTimeOffset now)
    {
        if (wakeAt <= now + TimerGrain.Window)
            _ = grains.GetGrain<ITimerGrain>(Shards.Of(executionId)).HintAsync(executionId, wakeAt);
    }
}
