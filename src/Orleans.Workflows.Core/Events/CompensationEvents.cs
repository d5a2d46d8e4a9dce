using Workflows.Core.State;

namespace Workflows.Core.Events;

/// <summary>A task has done something that will have to be undone if the execution fails.</summary>
/// <param name="IsCompleted">False: the outcome of the attempt is unknown, and the compensation covers that.</param>
public sealed record CompensationRegistered(DateTimeOffset At, int Step, bool IsCompleted)
    : ExecutionEvent(EventKind.CompensationRegistered, At, Step);

/// <summary>The execution is going to end badly; first, what was done is undone.</summary>
/// <param name="Step">The step that failed; 0 for none.</param>
/// <param name="Outcome">How the execution will end.</param>
public sealed record CompensationStarted(DateTimeOffset At, int Step, ExecutionStatus Outcome, string? Error, string? Cause)
    : ExecutionEvent(EventKind.CompensationStarted, At, Step)
{
    private protected override int ValueBytes => Cause?.Length ?? 0;
}

/// <summary>The compensation of a task began: a step of its own.</summary>
/// <param name="Undoes">The step that is undone.</param>
public sealed record CompensationEntered(DateTimeOffset At, int Step, int Undoes) : ExecutionEvent(EventKind.CompensationEntered, At, Step);

/// <summary>A task has been undone.</summary>
public sealed record CompensationCompleted(DateTimeOffset At, int Step) : ExecutionEvent(EventKind.CompensationCompleted, At, Step);

/// <summary>A task could not be undone. The others are, all the same.</summary>
public sealed record CompensationFailed(DateTimeOffset At, int Step, string Error, string? Cause)
    : ExecutionEvent(EventKind.CompensationFailed, At, Step)
{
    private protected override int ValueBytes => Cause?.Length ?? 0;
}
