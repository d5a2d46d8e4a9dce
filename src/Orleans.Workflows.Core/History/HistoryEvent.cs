using Workflows.Core.Events;

namespace Workflows.Core.History;

/// <summary>An event in its place in the history.</summary>
/// <param name="Sequence">Counted from 1 without gaps.</param>
/// <param name="StepId">The id of the step that it is about, as people see it; null for none.</param>
/// <param name="Event">The event.</param>
public sealed record HistoryEvent(long Sequence, string? StepId, ExecutionEvent Event);
