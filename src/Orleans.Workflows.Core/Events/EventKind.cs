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

    /// <summary>See <see cref="Events.ParallelStarted"/>.</summary>
    ParallelStarted,

    /// <summary>See <see cref="Events.MapStarted"/>.</summary>
    MapStarted,

    /// <summary>See <see cref="Events.IterationStarted"/>.</summary>
    IterationStarted,

    /// <summary>See <see cref="Events.ScopeFailed"/>.</summary>
    ScopeFailed,

    /// <summary>See <see cref="Events.FanOutFailed"/>.</summary>
    FanOutFailed,

    /// <summary>See <see cref="Events.EventAwaited"/>.</summary>
    EventAwaited,

    /// <summary>See <see cref="Events.EventReceived"/>.</summary>
    EventReceived,

    /// <summary>See <see cref="Events.EventConsumed"/>.</summary>
    EventConsumed,

    /// <summary>See <see cref="Events.EventTimedOut"/>.</summary>
    EventTimedOut,

    /// <summary>See <see cref="Events.TaskSubmitted"/>.</summary>
    TaskSubmitted,

    /// <summary>See <see cref="Events.TaskHeartbeat"/>.</summary>
    TaskHeartbeat,

    /// <summary>See <see cref="Events.ChildCancelled"/>.</summary>
    ChildCancelled,

    /// <summary>See <see cref="Events.ParentNotified"/>.</summary>
    ParentNotified,

    /// <summary>See <see cref="Events.CompensationRegistered"/>.</summary>
    CompensationRegistered,

    /// <summary>See <see cref="Events.CompensationStarted"/>.</summary>
    CompensationStarted,

    /// <summary>See <see cref="Events.CompensationEntered"/>.</summary>
    CompensationEntered,

    /// <summary>See <see cref="Events.CompensationCompleted"/>.</summary>
    CompensationCompleted,

    /// <summary>See <see cref="Events.CompensationFailed"/>.</summary>
    CompensationFailed,

    /// <summary>See <see cref="Events.ExecutionRedriven"/>.</summary>
    ExecutionRedriven,

    /// <summary>See <see cref="Events.EvaluationFailed"/>.</summary>
    EvaluationFailed,
}
