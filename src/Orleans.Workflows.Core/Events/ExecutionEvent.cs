using System.Collections.Immutable;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.Events;

/// <summary>The types of history events. Persisted by name, see <see cref="Encoding.EventCodec"/>.</summary>
public enum EventKind
{
    /// <summary>No event; rejected.</summary>
    None = 0,

    /// <summary>See <see cref="Events.ExecutionStarted"/>.</summary>
    ExecutionStarted,

    /// <summary>See <see cref="Events.StepEntered"/>.</summary>
    StepEntered,

    /// <summary>See <see cref="Events.StepLeft"/>.</summary>
    StepLeft,

    /// <summary>See <see cref="Events.TaskScheduled"/>.</summary>
    TaskScheduled,

    /// <summary>See <see cref="Events.TaskCompleted"/>.</summary>
    TaskCompleted,

    /// <summary>See <see cref="Events.TaskFailed"/>.</summary>
    TaskFailed,

    /// <summary>See <see cref="Events.TaskTimedOut"/>.</summary>
    TaskTimedOut,

    /// <summary>See <see cref="Events.TaskRetryScheduled"/>.</summary>
    TaskRetryScheduled,

    /// <summary>See <see cref="Events.TaskRedelivered"/>.</summary>
    TaskRedelivered,

    /// <summary>See <see cref="Events.ErrorCaught"/>.</summary>
    ErrorCaught,

    /// <summary>See <see cref="Events.WaitStarted"/>.</summary>
    WaitStarted,

    /// <summary>See <see cref="Events.WaitEnded"/>.</summary>
    WaitEnded,

    /// <summary>See <see cref="Events.ExecutionSucceeded"/>.</summary>
    ExecutionSucceeded,

    /// <summary>See <see cref="Events.ExecutionFailed"/>.</summary>
    ExecutionFailed,

    /// <summary>See <see cref="Events.ExecutionTimedOut"/>.</summary>
    ExecutionTimedOut,

    /// <summary>See <see cref="Events.ExecutionCancelled"/>.</summary>
    ExecutionCancelled,
}

/// <summary>
/// One thing that happened to an execution. Carries values, never expressions: what was evaluated or drawn is in here, so that the fold evaluates nothing.
/// The family is closed: one subclass per <see cref="EventKind"/>.
/// </summary>
/// <param name="Kind">The type.</param>
/// <param name="At">When it happened, to the millisecond; never before the event that precedes it.</param>
/// <param name="Step">The number of the step that it is about; 0 where it is about the execution as a whole.</param>
public abstract record ExecutionEvent(EventKind Kind, DateTimeOffset At, int Step);

/// <summary>The execution began; the first event of every history.</summary>
public sealed record ExecutionStarted(
    DateTimeOffset At,
    string Id,
    string Workflow,
    string Version,
    JsonData Input,
    string RequestHash,
    ImmutableSortedDictionary<string, string> Tags,
    DateTimeOffset? Deadline,
    ExecutionParent? Parent
) : ExecutionEvent(EventKind.ExecutionStarted, At, 0);

/// <summary>A state was entered: a new step. Its raw input is the data of its scope.</summary>
public sealed record StepEntered(DateTimeOffset At, int Step, int Scope, string State, int Visit)
    : ExecutionEvent(EventKind.StepEntered, At, Step);

/// <summary>A step was left on the way to the next state, or its scope ended with it.</summary>
/// <param name="Output">The scope's data from here on; null when they did not change.</param>
/// <param name="Next">The state that follows; null where the scope ended.</param>
public sealed record StepLeft(DateTimeOffset At, int Step, JsonData? Output, string? Next) : ExecutionEvent(EventKind.StepLeft, At, Step);

/// <summary>An attempt is due: whoever the resource names is asked as soon as this is recorded.</summary>
/// <param name="Input">The task's input; null when it is that of the attempt before, for a first attempt the scope's data.</param>
/// <param name="Timeout">How long the attempt may take; null for the executor's default.</param>
public sealed record TaskScheduled(DateTimeOffset At, int Step, int Attempt, JsonData? Input, TimeSpan? Timeout)
    : ExecutionEvent(EventKind.TaskScheduled, At, Step);

/// <summary>An attempt brought a result.</summary>
public sealed record TaskCompleted(DateTimeOffset At, int Step, int Attempt, JsonData Result)
    : ExecutionEvent(EventKind.TaskCompleted, At, Step);

/// <summary>An attempt failed.</summary>
public sealed record TaskFailed(DateTimeOffset At, int Step, int Attempt, string Error, string? Cause)
    : ExecutionEvent(EventKind.TaskFailed, At, Step);

/// <summary>An attempt took longer than its timeout, or was silent for longer than its heartbeat.</summary>
/// <param name="Error"><c>States.Timeout</c> or <c>States.HeartbeatTimeout</c>.</param>
public sealed record TaskTimedOut(DateTimeOffset At, int Step, int Attempt, string Error, string? Cause)
    : ExecutionEvent(EventKind.TaskTimedOut, At, Step);

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

/// <summary>A catcher answered for an error: the step is left towards the catcher's state.</summary>
public sealed record ErrorCaught(DateTimeOffset At, int Step, string Error, string? Cause, string Next)
    : ExecutionEvent(EventKind.ErrorCaught, At, Step);

/// <summary>A Wait began.</summary>
/// <param name="Until">When it ends.</param>
public sealed record WaitStarted(DateTimeOffset At, int Step, DateTimeOffset Until) : ExecutionEvent(EventKind.WaitStarted, At, Step);

/// <summary>A Wait is over.</summary>
public sealed record WaitEnded(DateTimeOffset At, int Step) : ExecutionEvent(EventKind.WaitEnded, At, Step);

/// <summary>The execution ended well; its output is the data of the top scope.</summary>
public sealed record ExecutionSucceeded(DateTimeOffset At) : ExecutionEvent(EventKind.ExecutionSucceeded, At, 0);

/// <summary>The execution ended with an error.</summary>
/// <param name="Step">The step that failed; 0 for none.</param>
/// <param name="Error">The error's name; null where a Fail state gives none.</param>
public sealed record ExecutionFailed(DateTimeOffset At, int Step, string? Error, string? Cause)
    : ExecutionEvent(EventKind.ExecutionFailed, At, Step);

/// <summary>The timeout of the whole execution was over.</summary>
public sealed record ExecutionTimedOut(DateTimeOffset At) : ExecutionEvent(EventKind.ExecutionTimedOut, At, 0);

/// <summary>Somebody cancelled the execution.</summary>
/// <param name="Cause">The reason; null for none.</param>
public sealed record ExecutionCancelled(DateTimeOffset At, string? Cause) : ExecutionEvent(EventKind.ExecutionCancelled, At, 0);
