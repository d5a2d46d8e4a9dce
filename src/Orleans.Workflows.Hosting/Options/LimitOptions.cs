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

    /// <summary>States entered in a row without any durable work, beyond the number of states that the definition has. Default: 1,000.</summary>
    public int MaxEntriesWithoutWork { get; set; } = ExecutionLimits.Native.MaxEntriesWithoutWork;

    /// <summary>What the history of one execution may weigh. In bytes. Default: 134,217,728 (128 MiB).</summary>
    public int MaxHistoryBytes { get; set; } = ExecutionLimits.Native.MaxHistoryBytes;

    /// <summary>
    /// What one execution may carry at a time: the data of all its branches and iterations, the outputs of those that have ended, and what its compensations need. In bytes.
    /// Default: 67,108,864 (64 MiB).
    /// </summary>
    public int MaxExecutionBytes { get; set; } = ExecutionLimits.Native.MaxExecutionBytes;

    /// <summary>What the events that wait for an execution may weigh together. In bytes. Default: 16,777,216 (16 MiB).</summary>
    public int MaxPendingEventBytes { get; set; } = ExecutionLimits.Native.MaxPendingEventBytes;

    /// <summary>
    /// From how many executions on that were started from outside and are in a silo's memory (they run a task, wait for its turn, or for at most 5 s) it refuses new ones; together with
    /// their children, from twice as many. What was taken goes on; what sleeps longer, or waits for an event, a worker or a child, is not in memory. In executions. Default: 20,000.
    /// </summary>
    public int MaxLiveExecutions { get; set; } = StartLimits.Default.MaxLiveExecutions;

    /// <summary>
    /// How many executions there may be below one that was started from outside: its children, their children, and so on, ended ones included for as long as they are kept. The task that would
    /// start another one fails. In executions. Default: 10,000.
    /// </summary>
    public int MaxDescendants { get; set; } = StartLimits.Default.MaxDescendants;

    internal StartLimits ToStartLimits() => new(MaxLiveExecutions, MaxDescendants);

    internal ProgramLimits ToProgramLimits() =>
        new(
            ExecutionLimits.Native with
            {
                MaxPayloadBytes = MaxPayloadBytes,
                MaxDataBytes = MaxDataBytes,
                MaxEvents = MaxEvents,
                MaxEntriesWithoutWork = MaxEntriesWithoutWork,
                MaxHistoryBytes = MaxHistoryBytes,
                MaxExecutionBytes = MaxExecutionBytes,
                MaxPendingEventBytes = MaxPendingEventBytes,
            },
            ExecutionLimits.Asl with
            {
                MaxPayloadBytes = Math.Min(MaxPayloadBytes, ExecutionLimits.Asl.MaxPayloadBytes),
                MaxDataBytes = Math.Min(MaxDataBytes, ExecutionLimits.Asl.MaxDataBytes),
                MaxEvents = Math.Min(MaxEvents, ExecutionLimits.Asl.MaxEvents),
                MaxEntriesWithoutWork = MaxEntriesWithoutWork,
                MaxHistoryBytes = MaxHistoryBytes,
                MaxExecutionBytes = MaxExecutionBytes,
                MaxPendingEventBytes = MaxPendingEventBytes,
            }
        );
}
