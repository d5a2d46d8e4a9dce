using Workflows.Core.State;

namespace Workflows.Journal.Reading;

/// <summary>Which executions to list. Everything that is given has to hold.</summary>
public sealed record ExecutionQuery
{
    /// <summary>Name of the workflow.</summary>
    public string? Workflow { get; init; }

    /// <summary>Version.</summary>
    public string? Version { get; init; }

    /// <summary>One of these statuses; empty for any.</summary>
    public IReadOnlyList<ExecutionStatus> Statuses { get; init; } = [];

    /// <summary>Started then or later.</summary>
    public DateTimeOffset? StartedAfter { get; init; }

    /// <summary>Started earlier than that.</summary>
    public DateTimeOffset? StartedBefore { get; init; }

    /// <summary>All of these tags.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>The parent's id.</summary>
    public string? Parent { get; init; }

    /// <summary>Begin behind this row; null for the first page.</summary>
    public ExecutionCursor? After { get; init; }

    /// <summary>How many rows at the most.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>A row of the list, by which the next page is found.</summary>
/// <param name="StartedAt">Its start time.</param>
/// <param name="Id">Its id.</param>
public readonly record struct ExecutionCursor(DateTimeOffset StartedAt, string Id);
