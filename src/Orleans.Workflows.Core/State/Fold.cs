using System.Collections.Immutable;
using Workflows.Core.Events;
using Workflows.Language.Data;

namespace Workflows.Core.State;

/// <summary>
/// The only maker of a changed state: what an event does to an execution. It evaluates nothing, so that a history means the same for ever.
/// </summary>
public static class Fold
{
    /// <summary>The state after one more event.</summary>
    /// <exception cref="InvalidOperationException">The event does not follow from the state: the history is damaged.</exception>
    public static ExecutionState Apply(ExecutionState state, ExecutionEvent happened)
    {
        var changed = happened.Kind switch
        {
            EventKind.ExecutionStarted => Started((ExecutionStarted)happened),
            EventKind.StepEntered => Entered(state, (StepEntered)happened),
            EventKind.StepLeft => Left(state, (StepLeft)happened),
            EventKind.TaskScheduled => Scheduled(state, (TaskScheduled)happened),
            EventKind.TaskCompleted or EventKind.TaskFailed or EventKind.TaskTimedOut => AttemptEnded(state, happened.Step),
            EventKind.TaskRetryScheduled => RetryScheduled(state, (TaskRetryScheduled)happened),
            EventKind.TaskRedelivered => Redelivered(state, (TaskRedelivered)happened),
            EventKind.ErrorCaught => state,
            EventKind.WaitStarted => WaitStarted(state, (WaitStarted)happened),
            EventKind.WaitEnded => WaitEnded(state, (WaitEnded)happened),
            EventKind.ExecutionSucceeded => Ended(state, happened, ExecutionStatus.Succeeded, null, null),
            EventKind.ExecutionFailed => Failed(state, (ExecutionFailed)happened),
            EventKind.ExecutionTimedOut => Ended(state, happened, ExecutionStatus.TimedOut, ErrorNames.Timeout, null),
            EventKind.ExecutionCancelled => Ended(state, happened, ExecutionStatus.Cancelled, null, ((ExecutionCancelled)happened).Cause),
            EventKind.None => throw new InvalidOperationException("An event of no kind cannot be folded."),
        };
        return changed with { LastSequence = state.LastSequence + 1, LastAt = happened.At };
    }

    private static ExecutionState Started(ExecutionStarted happened) =>
        new()
        {
            Started = happened,
            Status = ExecutionStatus.Running,
            Scopes = ImmutableSortedDictionary<int, Scope>.Empty.Add(Scope.Top, new Scope { Number = Scope.Top, Data = happened.Input }),
        };

    private static ExecutionState Entered(ExecutionState state, StepEntered happened)
    {
        var scope = state.Scopes[happened.Scope];
        var step = new OpenStep
        {
            Number = happened.Step,
            Scope = happened.Scope,
            State = happened.State,
            Visit = happened.Visit,
            EnteredAt = happened.At,
        };
        return state with
        {
            LastStep = happened.Step,
            Steps = state.Steps.Add(happened.Step, step),
            Scopes = state.Scopes.SetItem(scope.Number, scope with { Visits = scope.Visits.SetItem(happened.State, happened.Visit) }),
        };
    }

    private static ExecutionState Left(ExecutionState state, StepLeft happened)
    {
        var scope = state.Scopes[StepOf(state, happened.Step).Scope];
        return state with
        {
            Steps = state.Steps.Remove(happened.Step),
            Scopes = happened.Output is null ? state.Scopes : state.Scopes.SetItem(scope.Number, scope with { Data = happened.Output }),
        };
    }

    private static ExecutionState Scheduled(ExecutionState state, TaskScheduled happened)
    {
        var step = StepOf(state, happened.Step);
        return With(
            state,
            step with
            {
                Phase = StepPhase.Running,
                Attempt = happened.Attempt,
                Input = happened.Input ?? step.Input ?? state.Scopes[step.Scope].Data,
                Timeout = happened.Timeout,
                DueAt = null,
                Redeliveries = 0,
            }
        );
    }

    private static ExecutionState AttemptEnded(ExecutionState state, int step) =>
        With(state, StepOf(state, step) with { Phase = StepPhase.Entered });

    private static ExecutionState RetryScheduled(ExecutionState state, TaskRetryScheduled happened)
    {
        var step = StepOf(state, happened.Step);
        var used = step.RetriesUsed;
        while (used.Length <= happened.Retrier)
            used = used.Add(0);
        return With(
            state,
            step with
            {
                Phase = StepPhase.Retrying,
                Attempt = happened.Attempt,
                DueAt = happened.DueAt,
                RetriesUsed = used.SetItem(happened.Retrier, used[happened.Retrier] + 1),
            }
        );
    }

    private static ExecutionState Redelivered(ExecutionState state, TaskRedelivered happened) =>
        With(state, StepOf(state, happened.Step) with { Redeliveries = happened.Count });

    private static ExecutionState WaitStarted(ExecutionState state, WaitStarted happened) =>
        With(state, StepOf(state, happened.Step) with { Phase = StepPhase.Waiting, DueAt = happened.Until });

    private static ExecutionState WaitEnded(ExecutionState state, WaitEnded happened) =>
        With(state, StepOf(state, happened.Step) with { Phase = StepPhase.Entered, DueAt = null });

    private static ExecutionState Failed(ExecutionState state, ExecutionFailed happened) =>
        Ended(state, happened, ExecutionStatus.Failed, happened.Error, happened.Cause);

    private static ExecutionState Ended(
        ExecutionState state,
        ExecutionEvent happened,
        ExecutionStatus status,
        string? error,
        string? cause
    ) =>
        state with
        {
            Status = status,
            Ending = new ExecutionEnding(happened.At, error, cause),
            Steps = ImmutableSortedDictionary<int, OpenStep>.Empty,
        };

    private static OpenStep StepOf(ExecutionState state, int number) =>
        state.Steps.TryGetValue(number, out var step)
            ? step
            : throw new InvalidOperationException($"Execution {state.Id}: the history speaks of step {number}, which is not open.");

    private static ExecutionState With(ExecutionState state, OpenStep step) =>
        state with
        {
            Steps = state.Steps.SetItem(step.Number, step),
        };
}
