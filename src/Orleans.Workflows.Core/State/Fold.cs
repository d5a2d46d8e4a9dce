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
        var changed = happened.Kind switch
        {
            EventKind.ExecutionStarted => Started((ExecutionStarted)happened),
            EventKind.StepEntered => Entered(state, (StepEntered)happened),
            EventKind.StepLeft => Left(state, (StepLeft)happened),
            EventKind.TaskScheduled => Scheduled(state, (TaskScheduled)happened),
            EventKind.TaskSubmitted => Submitted(state, (TaskSubmitted)happened),
            EventKind.TaskHeartbeat => HeardFrom(state, (TaskHeartbeat)happened),
            EventKind.TaskCompleted => Completed(state, (TaskCompleted)happened),
            EventKind.TaskFailed => AttemptEnded(state, StepOf(state, happened.Step)),
            EventKind.TaskTimedOut => AttemptEnded(AbandonChildOf(state, StepOf(state, happened.Step)), StepOf(state, happened.Step)),
            EventKind.TaskRetryScheduled => RetryScheduled(state, (TaskRetryScheduled)happened),
            EventKind.TaskRedelivered => Redelivered(state, (TaskRedelivered)happened),
            EventKind.ErrorCaught => state,
            EventKind.WaitStarted => WaitStarted(state, (WaitStarted)happened),
            EventKind.WaitEnded => WaitEnded(state, (WaitEnded)happened),
            EventKind.ParallelStarted => ParallelStarted(state, (ParallelStarted)happened),
            EventKind.MapStarted => MapStarted(state, (MapStarted)happened),
            EventKind.IterationStarted => IterationStarted(state, (IterationStarted)happened),
            EventKind.ScopeFailed => ScopeFailed(state, (ScopeFailed)happened),
            EventKind.FanOutFailed => FanOutFailed(state, (FanOutFailed)happened),
            EventKind.EventAwaited => Awaited(state, (EventAwaited)happened),
            EventKind.EventReceived => Received(state, (EventReceived)happened),
            EventKind.EventConsumed => Consumed(state, (EventConsumed)happened),
            EventKind.EventTimedOut => StoppedListening(state, StepOf(state, happened.Step), null),
            EventKind.ChildCancelled => state with { Abandoned = state.Abandoned.Remove(((ChildCancelled)happened).Child) },
            EventKind.ParentNotified => state with { IsParentNotified = true },
            EventKind.CompensationRegistered => Registered(state, (CompensationRegistered)happened),
            EventKind.CompensationStarted => CompensationStarted(state, (CompensationStarted)happened),
            EventKind.CompensationEntered => CompensationEntered(state, (CompensationEntered)happened),
            EventKind.CompensationCompleted or EventKind.CompensationFailed => Compensated(state, happened),
            EventKind.ExecutionSucceeded => Ended(state, happened, ExecutionStatus.Succeeded, null, null),
            EventKind.ExecutionFailed => Failed(state, (ExecutionFailed)happened),
            EventKind.ExecutionTimedOut => Ended(state, happened, ExecutionStatus.TimedOut, ErrorNames.Timeout, null),
            EventKind.ExecutionCancelled => Ended(state, happened, ExecutionStatus.Cancelled, null, ((ExecutionCancelled)happened).Cause),
            EventKind.ExecutionRedriven => Redriven(state, (ExecutionRedriven)happened),
            EventKind.None => throw new InvalidOperationException("An event of no kind cannot be folded."),
        };
        return changed with { LastSequence = state.LastSequence + 1, LastAt = happened.At };
    }

    private static ExecutionState Started(ExecutionStarted happened) =>
        new()
        {
            Started = happened,
            Status = ExecutionStatus.Running,
            Deadline = happened.Deadline,
            RunStartedAt = happened.At,
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
        if (happened.Variables is { } assigned)
            scope = scope with { Variables = Assign(scope.Variables, assigned) };
        if (happened.Output is { } output)
            scope = scope with { Data = output };
        var left = state with { Steps = state.Steps.Remove(happened.Step) };
        if (happened.Next is null && scope.Number != Scope.Top)
            return CloseScope(left, scope, scope.Data);
        return ReferenceEquals(scope, state.Scopes[scope.Number]) ? left : left with { Scopes = left.Scopes.SetItem(scope.Number, scope) };
    }

    private static ImmutableSortedDictionary<string, JsonData> Assign(ImmutableSortedDictionary<string, JsonData> known, JsonData assigned)
    {
        var variables = known.ToBuilder();
        foreach (var member in assigned.Root.EnumerateObject())
            variables[member.Name] = JsonData.From(member.Value);
        return variables.ToImmutable();
    }

    private static ExecutionState WaitStarted(ExecutionState state, WaitStarted happened) =>
        With(state, StepOf(state, happened.Step) with { Phase = StepPhase.Waiting, DueAt = happened.Until });

    private static ExecutionState WaitEnded(ExecutionState state, WaitEnded happened) =>
        With(state, StepOf(state, happened.Step) with { Phase = StepPhase.Entered, DueAt = null });

    private static ExecutionState Failed(ExecutionState state, ExecutionFailed happened) =>
        Ended(state, happened, ExecutionStatus.Failed, happened.Error, happened.Cause);

    private static ExecutionState Ended(ExecutionState state, ExecutionEvent happened, ExecutionStatus status, string? error, string? cause)
    {
        foreach (var step in state.Steps.Values)
            state = AbandonChildOf(state, step);
        return state with
        {
            Status = status,
            Ending = new ExecutionEnding(happened.At, error, cause),
            StoppedSteps = status == ExecutionStatus.Succeeded ? NoSteps : state.Steps,
            Steps = NoSteps,
        };
    }

    private static ExecutionState Redriven(ExecutionState state, ExecutionRedriven happened) =>
        state with
        {
            Status = ExecutionStatus.Running,
            Run = happened.Run,
            Deadline = happened.Deadline,
            RunStartedAt = happened.At,
            Ending = null,
            IsParentNotified = false,
            Steps = state.StoppedSteps.ToImmutableSortedDictionary(step => step.Key, step => Renew(step.Value)),
            StoppedSteps = NoSteps,
        };

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
                Attempt = step.Phase == StepPhase.Retrying || step.Attempt == 0 ? step.Attempt : step.Attempt + 1,
            };

    private static readonly ImmutableSortedDictionary<int, OpenStep> NoSteps = ImmutableSortedDictionary<int, OpenStep>.Empty;

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
