using Orleans.Runtime;

namespace Workflows.Grains.Timers;

/// <summary>This silo, as summaries name their owners: its address with its generation. After a restart host and port are the same, and the owner is another.</summary>
internal sealed class LocalSilo(ILocalSiloDetails details)
{
    /// <summary>The owner that executions of this silo have.</summary>
    public string Owner { get; } = details.SiloAddress.ToParsableString();
}
