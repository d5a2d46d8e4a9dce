using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Core.History;

/// <summary>How the record of one step goes on.</summary>
internal static class StepStory
{
    /// <summary>The record after one more event about its step.</summary>
    public static StepRecord Continue(StepRecord step, ExecutionEvent happened, ExecutionState before, ExecutionState state) =>
        happened switch
        {
            TaskScheduled scheduled => Begin(step, scheduled, state.Steps[step.Number]),
            TaskSubmitted => step with { Status = StepStatus.Waiting },
            TaskCompleted completed => EndAttempt(step, AttemptStatus.Succeeded, completed.At, null, null),
            TaskFailed failed => EndAttempt(step, AttemptStatus.Failed, failed.At, failed.Error, failed.Cause),
            TaskTimedOut timedOut => EndAttempt(step, AttemptStatus.TimedOut, timedOut.At, timedOut.Error, timedOut.Cause),
            TaskRetryScheduled retry => step with { Status = StepStatus.Retrying, WakeAt = retry.DueAt },
            ParallelStarted started => BeginAttempt(step, started.Attempt, started.At),
            MapStarted started => BeginAttempt(step, started.Attempt, started.At),
            FanOutFailed failed => EndAttempt(step, AttemptStatus.Failed, failed.At, failed.Error, failed.Cause),
            WaitStarted wait => step with { Status = StepStatus.Waiting, WakeAt = wait.Until },
            EventAwaited awaited => step with { Status = StepStatus.Waiting, WakeAt = awaited.DueAt },
            WaitEnded or EventConsumed or EventTimedOut => step with { Status = StepStatus.Running, WakeAt = null },
            ErrorCaught caught => step with { Status = StepStatus.Caught, Error = caught.Error, Cause = caught.Cause },
            StepLeft left => Leave(step, left, before),
            CompensationCompleted completed => step with { Status = StepStatus.Succeeded, WakeAt = null, EndedAt = completed.At },
            CompensationFailed failed => step with
            {
                Status = StepStatus.Failed,
                Error = failed.Error,
                Cause = failed.Cause,
                WakeAt = null,
                EndedAt = failed.At,
            },
            _ => step,
        };

    /// <summary>The record of a step that was closed by a failure: its own, or one inside it.</summary>
    public static StepRecord Fail(StepRecord step, StepFailureRecord failure)
    {
        var isTimeout =
            failure.Error == ErrorNames.Timeout && failure.Origin == step.Number && step.Kind is StateKind.Task or StateKind.Event;
        return EndRunning(step, AttemptStatus.Failed, failure.At, failure.Error, failure.Cause) with
        {
            Status = isTimeout ? StepStatus.TimedOut : StepStatus.Failed,
            Error = failure.Error,
            Cause = failure.Cause,
            EndedAt = failure.At,
            WakeAt = null,
        };
    }

    /// <summary>The record of a step that was closed from outside.</summary>
    public static StepRecord Cancel(StepRecord step, DateTimeOffset at) =>
        EndRunning(step, AttemptStatus.Cancelled, at, null, null) with
        {
            Status = StepStatus.Cancelled,
            EndedAt = at,
            WakeAt = null,
        };

    private static StepRecord Begin(StepRecord step, TaskScheduled scheduled, OpenStep open) =>
        BeginAttempt(step, scheduled.Attempt, scheduled.At) with
        {
            Status = scheduled.Place == TaskPlace.Here ? StepStatus.Running : StepStatus.Waiting,
            WakeAt = open.NextDue,
            Input = open.Input!,
        };

    private static StepRecord BeginAttempt(StepRecord step, int attempt, DateTimeOffset at) =>
        step with
        {
            Status = StepStatus.Running,
            WakeAt = null,
            Attempts = step.Attempts.Add(new AttemptRecord(attempt, AttemptStatus.Running, at, null, null, null)),
        };

    private static StepRecord Leave(StepRecord step, StepLeft left, ExecutionState before)
    {
        var isCaught = step.Status == StepStatus.Caught;
        return EndRunning(step, AttemptStatus.Succeeded, left.At, null, null) with
        {
            Status = isCaught ? StepStatus.Caught : StepStatus.Succeeded,
            Error = isCaught ? step.Error : null,
            Cause = isCaught ? step.Cause : null,
            Output = left.DataAfter(before.Scopes[before.Steps[left.Step].Scope].Data),
            Variables = left.Variables,
            Next = left.Next,
            EndedAt = left.At,
            WakeAt = null,
        };
    }

    private static StepRecord EndAttempt(StepRecord step, AttemptStatus status, DateTimeOffset at, string? error, string? cause) =>
        EndRunning(step, status, at, error, cause) with
        {
            Error = error,
            Cause = cause,
            WakeAt = null,
        };

    private static StepRecord EndRunning(StepRecord step, AttemptStatus status, DateTimeOffset at, string? error, string? cause)
    {
        var last = step.Attempts.Count - 1;
        if (last < 0 || step.Attempts[last].Status != AttemptStatus.Running)
            return step;

        var ended = step.Attempts[last] with { Status = status, EndedAt = at, Error = error, Cause = cause };
        return step with { Attempts = step.Attempts.SetItem(last, ended) };
    }
}
