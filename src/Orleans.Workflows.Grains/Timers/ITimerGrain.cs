using Orleans.Concurrency;

namespace Workflows.Grains.Timers;

/// <summary>Wakes the executions of one shard when they are due; the key is the shard's number.</summary>
[Alias("workflows.timer")]
internal interface ITimerGrain : IGrainWithIntegerKey
{
    /// <summary>Sees that the shard is alive. Every silo calls every shard when it starts.</summary>
    [Alias("revive")]
    Task ReviveAsync();

    /// <summary>Tells of a wake time inside the window that is in memory. A lost hint costs a few seconds, never a wake.</summary>
    [Alias("hint"), OneWay]
    Task HintAsync(string executionId, DateTimeOffset wakeAt);
}
