using System.Collections.Immutable;
using Workflows.Core.Events;
using Workflows.Language.Data;

namespace Workflows.Core.State;

/// <summary>
/// The only maker of a changed state: what an event does to an execution. It evaluates nothing, so that a history means the same for ever.
/// </summary>
public static partial class Fold
{
    /// <summary>The state after one more event.</summary>
    /// <exception cref="InvalidOperationException">The event does not follow from the state: the history is damaged.</exception>
    public static ExecutionState Apply(ExecutionState state, ExecutionEvent happened)
    {
        var draft = Draft(state);
        Continue(draft, happened);
        return draft;
    }

    /// <summary>A copy to be continued with any number of events; it is nobody else's until it is done.</summary>
    internal static ExecutionState Draft(ExecutionState state) => state with { };

    /// <summary>Brings a draft up to date with one more event.</summary>
    /// <exception cref="InvalidOperationException">The event does not follow from the state: the history is damaged.</exception>
    internal static void Continue(ExecutionState draft, ExecutionEvent happened)
    {
        // Whatever folds an event gives the draft back, so that this table can be one.
        _ = happened.Kind switch
        {
            EventKind.ExecutionStarted => Started(draft, (ExecutionStarted)happened),
            EventKind.StepEntered => Entered(draft, (StepEntered)happened),
            EventKind.StepLeft => Left(draft, (StepLeft)happened),
            EventKind.TaskScheduled => Scheduled(draft, (TaskScheduled)happened),
            EventKind.TaskSubmitted => Submitted(draft, (TaskSubmitted)happened),
            EventKind.TaskHeartbeat => HeardFrom(draft, (TaskHeartbeat)happened),
            EventKind.TaskCompleted => Completed(draft, (TaskCompleted)happened),
            EventKind.TaskFailed => AttemptEnded(draft, StepOf(draft, happened.Step)),
            EventKind.TaskTimedOut => AttemptEnded(AbandonChildOf(draft, StepOf(draft, happened.Step)), StepOf(draft, happened.Step)),
            EventKind.TaskRetryScheduled => RetryScheduled(draft, (TaskRetryScheduled)happened),
            EventKind.TaskRedelivered => Redelivered(draft, (TaskRedelivered)happened),
            EventKind.ErrorCaught => draft,
            EventKind.EvaluationFailed => EvaluationFailed(draft, (EvaluationFailed)happened),
            EventKind.WaitStarted => WaitStarted(draft, (WaitStarted)happened),
            EventKind.WaitEnded => WaitEnded(draft, (WaitEnded)happened),
            EventKind.ParallelStarted => ParallelStarted(draft, (ParallelStarted)happened),
            EventKind.MapStarted => MapStarted(draft, (MapStarted)happened),
            EventKind.IterationStarted => IterationStarted(draft, (IterationStarted)happened),
            EventKind.ScopeFailed => ScopeFailed(draft, (ScopeFailed)happened),
            EventKind.FanOutFailed => FanOutFailed(draft, (FanOutFailed)happened),
            EventKind.EventAwaited => Awaited(draft, (EventAwaited)happened),
            EventKind.EventReceived => Received(draft, (EventReceived)happened),
            EventKind.EventConsumed => Consumed(draft, (EventConsumed)happened),
            EventKind.EventTimedOut => StoppedListening(draft, StepOf(draft, happened.Step), null),
            EventKind.ChildCancelled => ChildCancelled(draft, (ChildCancelled)happened),
            EventKind.ParentNotified => ParentNotified(draft),
            EventKind.CompensationRegistered => Registered(draft, (CompensationRegistered)happened),
            EventKind.CompensationStarted => CompensationStarted(draft, (CompensationStarted)happened),
            EventKind.CompensationEntered => CompensationEntered(draft, (CompensationEntered)happened),
            EventKind.CompensationCompleted or EventKind.CompensationFailed => Compensated(draft, happened),
            EventKind.ExecutionSucceeded => Ended(draft, happened, ExecutionStatus.Succeeded, null, null),
            EventKind.ExecutionFailed => Failed(draft, (ExecutionFailed)happened),
            EventKind.ExecutionTimedOut => Ended(draft, happened, ExecutionStatus.TimedOut, ErrorNames.Timeout, null),
            EventKind.ExecutionCancelled => Ended(draft, happened, ExecutionStatus.Cancelled, null, ((ExecutionCancelled)happened).Cause),
            EventKind.ExecutionRedriven => Redriven(draft, (ExecutionRedriven)happened),
            EventKind.None => throw new InvalidOperationException("An event of no kind cannot be folded."),
        };
        draft.LastSequence++;
        draft.LastAt = happened.At;
        draft.HistoryBytes += happened.Bytes;
    }

    private static ExecutionState Started(ExecutionState draft, ExecutionStarted happened)
    {
        draft.Started = happened;
        draft.Status = ExecutionStatus.Running;
        draft.Deadline = happened.Deadline;
        draft.RunStartedAt = happened.At;
        draft.CarriedBytes = happened.Input.Size;
        var top = new Scope
        {
            Number = Scope.Top,
            Data = happened.Input,
            HasOwnData = true,
        };
        draft.Scopes = draft.Scopes.Add(Scope.Top, top);
        return draft;
    }

    private static ExecutionState Entered(ExecutionState draft, StepEntered happened)
    {
        var scope = draft.Scopes[happened.Scope];
        var step = new OpenStep
        {
            Number = happened.Step,
            Scope = happened.Scope,
            State = happened.State,
            Visit = happened.Visit,
            EnteredAt = happened.At,
            Entries = happened.Entries,
        };
        draft.LastStep = happened.Step;
        draft.Steps = draft.Steps.Add(happened.Step, step);
        draft.Scopes = draft.Scopes.SetItem(scope.Number, scope with { Visits = scope.Visits.With(happened.State, happened.Visit) });
        return draft;
    }

    private static ExecutionState Left(ExecutionState draft, StepLeft happened)
    {
        var step = StepOf(draft, happened.Step);
        var before = draft.Scopes[step.Scope];
        var scope = before;
        if (happened.Variables is { } assigned)
            scope = scope with { Variables = Assign(scope.Variables, assigned) };
        if (happened.DataAfter(before.Data) is var data && !ReferenceEquals(data, before.Data))
            scope = scope with { Data = data, HasOwnData = true };
        draft.CarriedBytes -= step.FanOut?.OutputBytes ?? 0;
        if (!ReferenceEquals(scope, before))
            draft.CarriedBytes += scope.OwnBytes - before.OwnBytes;
        draft.Steps = draft.Steps.Remove(happened.Step);
        if (happened.Next is null && scope.Number != Scope.Top)
            return CloseScope(draft, scope, scope.Data);
        if (!ReferenceEquals(scope, before))
            draft.Scopes = draft.Scopes.SetItem(scope.Number, scope);
        return draft;
    }

    private static ImmutableSortedDictionary<string, JsonData> Assign(ImmutableSortedDictionary<string, JsonData> known, JsonData assigned)
    {
        var variables = known.ToBuilder();
        foreach (var member in assigned.Root.EnumerateObject())
            variables[member.Name] = JsonData.From(member.Value);
        return variables.ToImmutable();
    }

    private static ExecutionState WaitStarted(ExecutionState draft, WaitStarted happened) =>
        Set(draft, StepOf(draft, happened.Step) with { Phase = StepPhase.Waiting, DueAt = happened.Until });

    private static ExecutionState WaitEnded(ExecutionState draft, WaitEnded happened) =>
        Set(draft, StepOf(draft, happened.Step) with { Phase = StepPhase.Entered, DueAt = null });

    private static ExecutionState EvaluationFailed(ExecutionState draft, EvaluationFailed happened) =>
        Set(draft, StepOf(draft, happened.Step) with { FailedExpression = happened.Location });

    private static ExecutionState Failed(ExecutionState draft, ExecutionFailed happened)
    {
        // What failed before a compensation is not open any more, and known already.
        draft.FailedStep ??= FailedStepOf(draft, happened.Step);
        return Ended(draft, happened, ExecutionStatus.Failed, happened.Error, happened.Cause);
    }

    private static FailedStep? FailedStepOf(ExecutionState draft, int number) =>
        draft.Steps.TryGetValue(number, out var step)
            ? new FailedStep(number, StepIds.Of(draft, step), step.State, step.FailedExpression)
            : null;

    private static ExecutionState Ended(ExecutionState draft, ExecutionEvent happened, ExecutionStatus status, string? error, string? cause)
    {
        foreach (var step in draft.Steps.Values)
            AbandonChildOf(draft, step);
        draft.Status = status;
        draft.Ending = new ExecutionEnding(happened.At, error, cause);
        draft.StoppedSteps = status == ExecutionStatus.Succeeded ? default : draft.Steps;
        draft.Steps = default;
        return draft;
    }

    private static ExecutionState Redriven(ExecutionState draft, ExecutionRedriven happened)
    {
        draft.Status = ExecutionStatus.Running;
        draft.Run = happened.Run;
        draft.Deadline = happened.Deadline;
        draft.RunStartedAt = happened.At;
        draft.Ending = null;
        draft.FailedStep = null;
        draft.IsParentNotified = false;
        draft.Steps = default(NumberedDictionary<OpenStep>).AddRange(draft.StoppedSteps.Values.Select(Renew), static step => step.Number);
        draft.StoppedSteps = default;
        return draft;
    }

    private static ExecutionState ChildCancelled(ExecutionState draft, ChildCancelled happened)
    {
        draft.Abandoned = draft.Abandoned.Remove(happened.Child);
        return draft;
    }

    private static ExecutionState ParentNotified(ExecutionState draft)
    {
        draft.IsParentNotified = true;
        return draft;
    }

    // What only waits goes on waiting; what was worked at begins anew, with all its retries.
    private static OpenStep Renew(OpenStep step) =>
        step.Phase is StepPhase.Waiting or StepPhase.Listening or StepPhase.FannedOut
            ? step
            : step with
            {
                Phase = StepPhase.Entered,
                DueAt = null,
                SilentUntil = null,
                RetriesUsed = [],
                Result = null,
                FailedExpression = null,
                Attempt = step.Phase == StepPhase.Retrying || step.Attempt == 0 ? step.Attempt : step.Attempt + 1,
            };

    private static OpenStep StepOf(ExecutionState draft, int number) =>
        draft.Steps.TryGetValue(number, out var step)
            ? step
            : throw new InvalidOperationException($"Execution {draft.Id}: the history speaks of step {number}, which is not open.");

    private static ExecutionState Set(ExecutionState draft, OpenStep step)
    {
        draft.Steps = draft.Steps.SetItem(step.Number, step);
        return draft;
    }
}
