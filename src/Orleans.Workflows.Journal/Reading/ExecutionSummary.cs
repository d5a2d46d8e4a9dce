using System.Collections.Immutable;
using Workflows.Core.State;

namespace Workflows.Journal.Reading;

/// <summary>What is listed, filtered and woken of an execution. Current states and data are no part of it: reads fold them.</summary>
public sealed record ExecutionSummary
{
    /// <summary>The execution's id.</summary>
    public required string Id { get; init; }

    /// <summary>Tells it from a deleted execution of the same id.</summary>
    public required Guid Incarnation { get; init; }

    /// <summary>The name of its workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>The version it is pinned to.</summary>
    public required string Version { get; init; }

    /// <summary>How it stood at the last write of the summary.</summary>
    public required ExecutionStatus Status { get; init; }

    /// <summary>When it started. To the millisecond, as all times here.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the summary was last written with an event.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Somebody looks at it then or earlier; null: it has ended and owes nothing.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>The silo that runs it, with its generation; null for none.</summary>
    public string? Owner { get; init; }

    /// <summary>The error's name; null for none.</summary>
    public string? Error { get; init; }

    /// <summary>The error's cause or the reason of a cancellation; null for none.</summary>
    public string? Cause { get; init; }

    /// <summary>Which run of the history; a redrive begins another.</summary>
    public int Run { get; init; } = 1;

    /// <summary>Labels given at the start.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The execution that waits for this one; null for none.</summary>
    public string? ParentId { get; init; }

    /// <summary>The parent's step that waits; null for none.</summary>
    public string? ParentStepId { get; init; }

    /// <summary>The last event of its history when the summary was read; null where nobody looked, as in a list.</summary>
    public long? LastSequence { get; init; }
}
