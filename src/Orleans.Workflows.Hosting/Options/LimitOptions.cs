using Workflows.Core;
using Workflows.Grains.Definitions;
using Workflows.Grains.Executions;

namespace Workflows.Hosting.Options;

/// <summary>What one execution may use, and how many a silo takes. Section <c>Limits</c>. Documents in ASL spelling never get more than AWS gives.</summary>
public sealed class LimitOptions
{
    /// <summary>Start input, a task's input and its result. In bytes. Default: 262,144 (256 KiB).</summary>
    public int MaxPayloadBytes { get; set; } = ExecutionLimits.Native.MaxPayloadBytes;

    /// <summary>The data of an execution (<c>$</c>). In bytes. Default: 16,777,216 (16 MiB).</summary>
    public int MaxDataBytes { get; set; } = ExecutionLimits.Native.MaxDataBytes;

    /// <summary>History events of one execution. Default: 250,000.</summary>
    public int MaxEvents { get; set; } = ExecutionLimits.Native.MaxEvents;

    /// <summary>States entered in a row without any durable work. Default: 1,000.</summary>
    public int MaxEntriesWithoutWork { get; set; } = ExecutionLimits.Native.MaxEntriesWithoutWork;

    /// <summary>
    /// From how many executions on that are in a silo's memory (they run a task, wait for its turn, or for at most 5 s) it refuses new ones. What was taken goes on, with its
    /// children; what sleeps longer, or waits for an event, a worker or a child, is not in memory. In executions. Default: 20,000.
    /// </summary>
    public int MaxLiveExecutions { get; set; } = StartLimits.Default.MaxLiveExecutions;

    internal StartLimits ToStartLimits() => new(MaxLiveExecutions);

    internal ProgramLimits ToProgramLimits() =>
        new(
            ExecutionLimits.Native with
            {
                MaxPayloadBytes = MaxPayloadBytes,
                MaxDataBytes = MaxDataBytes,
                MaxEvents = MaxEvents,
                MaxEntriesWithoutWork = MaxEntriesWithoutWork,
            },
            ExecutionLimits.Asl with
            {
                MaxPayloadBytes = Math.Min(MaxPayloadBytes, ExecutionLimits.Asl.MaxPayloadBytes),
                MaxDataBytes = Math.Min(MaxDataBytes, ExecutionLimits.Asl.MaxDataBytes),
                MaxEvents = Math.Min(MaxEvents, ExecutionLimits.Asl.MaxEvents),
                MaxEntriesWithoutWork = MaxEntriesWithoutWork,
            }
        );
}
