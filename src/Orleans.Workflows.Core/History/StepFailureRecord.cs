using Workflows.Core.Events;
using Workflows.Core.State;

namespace Workflows.Core.History;

/// <summary>The failure that closed several steps at once.</summary>
/// <param name="At">When.</param>
/// <param name="Origin">The step that failed; 0 for none.</param>
/// <param name="Error">The error's name; null for none.</param>
/// <param name="Cause">The cause; null for none.</param>
internal sealed record StepFailureRecord(DateTimeOffset At, int Origin, string? Error, string? Cause)
{
    /// <summary>The failure that an event tells of; null when it tells of none.</summary>
    public static StepFailureRecord? Of(ExecutionEvent happened) =>
        happened switch
        {
            FanOutFailed failed => new(failed.At, failed.Origin, failed.Error, failed.Cause),
            ScopeFailed failed => new(failed.At, failed.Step, failed.Error, failed.Cause),
            ExecutionFailed failed => new(failed.At, failed.Step, failed.Error, failed.Cause),
            CompensationStarted { Outcome: ExecutionStatus.Failed } started => new(started.At, started.Step, started.Error, started.Cause),
            _ => null,
        };
}
