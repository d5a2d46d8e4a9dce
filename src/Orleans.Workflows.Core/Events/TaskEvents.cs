using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.Events;

/// <summary>An attempt is due: whoever the resource names is asked as soon as this is recorded.</summary>
/// <param name="Input">The task's input; null when it is that of the attempt before, for a first attempt the scope's data.</param>
/// <param name="Timeout">How long the attempt may take; null for the executor's default.</param>
/// <param name="Place">Where the attempt is worked at. Outside, its timeout counts from this event.</param>
/// <param name="Heartbeat">How long it may be silent; null for as long as it likes.</param>
public sealed record TaskScheduled(
    DateTimeOffset At,
    int Step,
    int Attempt,
    JsonData? Input,
    TimeSpan? Timeout,
    TaskPlace Place = TaskPlace.Here,
    TimeSpan? Heartbeat = null
) : ExecutionEvent(EventKind.TaskScheduled, At, Step)
{
    private protected override int ValueBytes => Input?.Size ?? 0;
}

/// <summary>An attempt has been handed over: somebody outside was asked for a callback, or the child execution was started.</summary>
public sealed record TaskSubmitted(DateTimeOffset At, int Step, int Attempt) : ExecutionEvent(EventKind.TaskSubmitted, At, Step);

/// <summary>Whoever works at an attempt outside gave a sign of life.</summary>
public sealed record TaskHeartbeat(DateTimeOffset At, int Step, int Attempt) : ExecutionEvent(EventKind.TaskHeartbeat, At, Step);

/// <summary>An attempt brought a result.</summary>
public sealed record TaskCompleted(DateTimeOffset At, int Step, int Attempt, JsonData Result)
    : ExecutionEvent(EventKind.TaskCompleted, At, Step)
{
    private protected override int ValueBytes => Result.Size;
}

/// <summary>An attempt failed.</summary>
public sealed record TaskFailed(DateTimeOffset At, int Step, int Attempt, string Error, string? Cause)
    : ExecutionEvent(EventKind.TaskFailed, At, Step)
{
    private protected override int ValueBytes => Cause?.Length ?? 0;
}

/// <summary>An attempt took longer than its timeout, or was silent for longer than its heartbeat.</summary>
/// <param name="Error"><c>States.Timeout</c> or <c>States.HeartbeatTimeout</c>.</param>
public sealed record TaskTimedOut(DateTimeOffset At, int Step, int Attempt, string Error, string? Cause)
    : ExecutionEvent(EventKind.TaskTimedOut, At, Step)
{
    private protected override int ValueBytes => Cause?.Length ?? 0;
}

/// <summary>A retrier answered for an error: another attempt follows at its due time.</summary>
/// <param name="Attempt">The attempt that will follow.</param>
/// <param name="Retrier">The index of the retrier.</param>
/// <param name="DueAt">When; the jitter is already drawn.</param>
public sealed record TaskRetryScheduled(DateTimeOffset At, int Step, int Attempt, int Retrier, DateTimeOffset DueAt)
    : ExecutionEvent(EventKind.TaskRetryScheduled, At, Step);

/// <summary>The process that ran an attempt went down; the same attempt is started again.</summary>
/// <param name="Count">How often that has now happened to this attempt.</param>
public sealed record TaskRedelivered(DateTimeOffset At, int Step, int Attempt, int Count)
    : ExecutionEvent(EventKind.TaskRedelivered, At, Step);
