using Workflows.Language.Model;

namespace Workflows.Core;

/// <summary>What one execution may use. Larger is <c>States.DataLimitExceeded</c> or <c>States.Runtime</c>, with a cause that names the limit.</summary>
public sealed record ExecutionLimits
{
    /// <summary>The defaults for documents in our own spelling.</summary>
    public static readonly ExecutionLimits Native = new();

    /// <summary>The limits that AWS documents. ASL: quotas of standard workflows.</summary>
    public static readonly ExecutionLimits Asl = new() { MaxDataBytes = 256 * 1024, MaxEvents = 25_000 };

    /// <summary>Start input, a task's input and its result. In bytes. Default: 256 KiB.</summary>
    public int MaxPayloadBytes { get; init; } = 256 * 1024;

    /// <summary>The data of a scope (<c>$</c>). In bytes. Default: 16 MiB.</summary>
    public int MaxDataBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>History events of one execution. Default: 250,000.</summary>
    public int MaxEvents { get; init; } = 250_000;

    /// <summary>What the history of one execution may weigh. In bytes. Default: 128 MiB.</summary>
    public int MaxHistoryBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>
    /// What an execution may carry at a time: the data of all branches and iterations, the outputs of those that have ended, and what its compensations need. In bytes. Default: 64 MiB.
    /// </summary>
    public int MaxExecutionBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// States entered in a row without any durable work, beyond the number of states that the definition has: a straight line is as long as it is, a loop is longer. Default: 1,000.
    /// </summary>
    public int MaxEntriesWithoutWork { get; init; } = 1_000;

    /// <summary>How often an attempt is started when each time its process goes down. Default: 5.</summary>
    public int MaxStartsOfAttempt { get; init; } = 5;

    /// <summary>Items of one Map. Default: 10,000.</summary>
    public int MaxItems { get; init; } = 10_000;

    /// <summary>Events that came and that no state has taken yet. Default: 1,000.</summary>
    public int MaxPendingEvents { get; init; } = 1_000;

    /// <summary>What these events may weigh together. In bytes. Default: 16 MiB.</summary>
    public int MaxPendingEventBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// After how many bytes of events a decision ends: what is left to do is decided next, with a row of its own, so that nothing is held up or weighs too much. In bytes. Default: 1 MiB.
    /// </summary>
    public int BytesPerDecision { get; init; } = 1024 * 1024;

    /// <summary>After how many evaluation steps a decision ends, like <see cref="BytesPerDecision"/>. In steps. Default: 500,000.</summary>
    public int StepsPerDecision { get; init; } = 500_000;

    /// <summary>How deep child executions may be nested. Default: 16.</summary>
    public int MaxChildDepth { get; init; } = 16;

    /// <summary>The limits for a spelling.</summary>
    public static ExecutionLimits For(Spelling spelling) => spelling == Spelling.Asl ? Asl : Native;
}
