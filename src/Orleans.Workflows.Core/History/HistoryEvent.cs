using Workflows.Core.Events;
using Workflows.Language.Data;

namespace Workflows.Core.History;

/// <summary>An event in its place in the history.</summary>
/// <param name="Sequence">Counted from 1 without gaps.</param>
/// <param name="StepId">The id of the step that it is about, as people see it; null for none.</param>
/// <param name="Event">The event.</param>
/// <param name="Output">The data that a step left behind; null for any other event, and where they did not change.</param>
public sealed record HistoryEvent(long Sequence, string? StepId, ExecutionEvent Event, JsonData? Output = null)
{
    /// <summary>What it weighs, in bytes, about.</summary>
    public int Bytes => Event.Bytes + (Output?.Size ?? 0);
}
