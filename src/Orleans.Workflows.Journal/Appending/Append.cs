using Workflows.Core.State;
using Workflows.Journal.Queues;
using Workflows.Journal.Reading;

namespace Workflows.Journal.Appending;

/// <summary>One row of events to be written, and what changes in the summary with it.</summary>
public sealed record Append
{
    /// <summary>The execution's id.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>Drawn anew by every start (UUIDv7): tells an execution from a deleted one of the same id.</summary>
    public required Guid Incarnation { get; init; }

    /// <summary>The sequence of the first event of the row.</summary>
    public required long FirstSequence { get; init; }

    /// <summary>How many events the row holds.</summary>
    public required int Count { get; init; }

    /// <summary>The activation that writes; by it an unknown outcome is found out.</summary>
    public required Guid Writer { get; init; }

    /// <summary>The events as the core encodes them.</summary>
    public required ReadOnlyMemory<byte> Events { get; init; }

    /// <summary>What happens to the summary; null for nothing, which is the ordinary step.</summary>
    public SummaryWrite? Summary { get; init; }

    /// <summary>What changes in the worker queues, in this order; empty for nothing, which is the ordinary step.</summary>
    public IReadOnlyList<QueueChange> Queue { get; init; } = [];
}

/// <summary>What an append does to the summary.</summary>
public abstract record SummaryWrite
{
    private SummaryWrite() { }

    /// <summary>The execution starts: its summary is new. The append conflicts when the id is taken.</summary>
    /// <param name="Summary">The summary, with the append's id and incarnation.</param>
    public sealed record Start(ExecutionSummary Summary) : SummaryWrite;

    /// <summary>Writes all columns that can change.</summary>
    public sealed record Update(
        ExecutionStatus Status,
        DateTimeOffset UpdatedAt,
        DateTimeOffset? EndedAt,
        DateTimeOffset? WakeAt,
        string? Owner,
        string? Error,
        string? Cause,
        int Run
    ) : SummaryWrite;
}

/// <summary>How an append ended.</summary>
public enum AppendOutcome
{
    /// <summary>No outcome; rejected.</summary>
    None = 0,

    /// <summary>The row is durable.</summary>
    Appended,

    /// <summary>Somebody else wrote this place of the history, or the id is taken; nothing of this append was written.</summary>
    Conflict,
}

/// <summary>A change of a summary's owner and wake time.</summary>
/// <param name="ExpectedOwner">Only if this is the owner now; null for any.</param>
/// <param name="Owner">The silo that runs the execution, with its generation; null for none.</param>
/// <param name="WakeAt">When somebody looks at the execution; null: it has ended and owes nothing.</param>
public sealed record OwnerChange(string ExecutionId, Guid Incarnation, string? ExpectedOwner, string? Owner, DateTimeOffset? WakeAt);
