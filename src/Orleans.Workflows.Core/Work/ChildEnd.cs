using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.Work;

/// <summary>How a child execution ended, as its parent is told.</summary>
/// <param name="Id">The child's id.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Input">What it was started with.</param>
/// <param name="Output">Its output; null unless it succeeded.</param>
/// <param name="Error">The error's name; null for none.</param>
/// <param name="Cause">The error's cause, or the reason of a cancellation; null for none.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="EndedAt">When it ended.</param>
public sealed record ChildEnd(
    string Id,
    ExecutionStatus Status,
    JsonData Input,
    JsonData? Output,
    string? Error,
    string? Cause,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt
)
{
    /// <summary>How an execution ended.</summary>
    /// <exception cref="InvalidOperationException">It has not.</exception>
    public static ChildEnd Of(ExecutionState child) =>
        new(
            child.Id,
            child.Status,
            child.Input,
            child.Output,
            child.Error,
            child.Cause,
            child.StartedAt,
            child.EndedAt ?? throw new InvalidOperationException($"Execution {child.Id} has not ended.")
        );
}
