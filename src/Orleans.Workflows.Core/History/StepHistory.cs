using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Core.History;

/// <summary>Tells the history of an execution step by step.</summary>
public static class StepHistory
{
    /// <summary>All steps in the order of their numbers.</summary>
    /// <param name="program">The program, for types and resources; null where the definition is gone.</param>
    /// <param name="events">The whole history.</param>
    public static IReadOnlyList<StepRecord> Read(WorkflowProgram? program, IEnumerable<ExecutionEvent> events)
    {
        var steps = new List<StepRecord>();
        var state = ExecutionState.NotStarted;
        foreach (var happened in events)
        {
            var before = state;
            state = Fold.Apply(before, happened);
            if (happened is StepEntered entered)
                steps.Add(Enter(program, state, entered));
            else if (happened.Step != 0)
                steps[happened.Step - 1] = Apply(steps[happened.Step - 1], happened, before, state);
            if (state.Status.IsEnded())
                EndOpenSteps(steps, before, happened);
        }

        return steps;
    }

    private static StepRecord Enter(WorkflowProgram? program, ExecutionState state, StepEntered entered)
    {
        StateDefinition? definition = null;
        program?.Definition.States.TryGetValue(entered.State, out definition);
        var scope = state.Scopes[entered.Scope];
        return new StepRecord
        {
            Id = StepIds.Of(scope, entered.State, entered.Visit),
            Number = entered.Step,
            State = entered.State,
            Kind = definition?.Kind ?? StateKind.None,
            Resource = (definition as TaskState)?.Resource,
            Status = StepStatus.Running,
            Input = scope.Data,
            EnteredAt = entered.At,
        };
    }

    private static StepRecord Apply(StepRecord step, ExecutionEvent happened, ExecutionState before, ExecutionState state) =>
        happened switch
        {
            TaskScheduled scheduled => step with
            {
                Status = StepStatus.Running,
                WakeAt = null,
                Input = state.Steps[step.Number].Input!,
                Attempts = step.Attempts.Add(new AttemptRecord(scheduled.Attempt, AttemptStatus.Running, scheduled.At, null, null, null)),
            },
            TaskCompleted completed => EndAttempt(step, AttemptStatus.Succeeded, completed.At, null, null),
            TaskFailed failed => EndAttempt(step, AttemptStatus.Failed, failed.At, failed.Error, failed.Cause),
            TaskTimedOut timedOut => EndAttempt(step, AttemptStatus.TimedOut, timedOut.At, timedOut.Error, timedOut.Cause),
            TaskRetryScheduled retry => step with { Status = StepStatus.Retrying, WakeAt = retry.DueAt },
            WaitStarted wait => step with { Status = StepStatus.Waiting, WakeAt = wait.Until },
            WaitEnded => step with { Status = StepStatus.Running, WakeAt = null },
            ErrorCaught caught => step with { Status = StepStatus.Caught, Error = caught.Error, Cause = caught.Cause },
            StepLeft left => Leave(step, left, state.Scopes[before.Steps[left.Step].Scope].Data),
            ExecutionFailed failed => step with
            {
                Status = failed.Error == ErrorNames.Timeout && step.Kind == StateKind.Task ? StepStatus.TimedOut : StepStatus.Failed,
                Error = failed.Error,
                Cause = failed.Cause,
                EndedAt = failed.At,
            },
            _ => step,
        };

    private static StepRecord Leave(StepRecord step, StepLeft left, JsonData output)
    {
        var isCaught = step.Status == StepStatus.Caught;
        return step with
        {
            Status = isCaught ? StepStatus.Caught : StepStatus.Succeeded,
            Error = isCaught ? step.Error : null,
            Cause = isCaught ? step.Cause : null,
            Output = output,
            Next = left.Next,
            EndedAt = left.At,
        };
    }

    private static StepRecord EndAttempt(StepRecord step, AttemptStatus status, DateTimeOffset at, string? error, string? cause)
    {
        var last = step.Attempts.Count - 1;
        var ended = step.Attempts[last] with { Status = status, EndedAt = at, Error = error, Cause = cause };
        return step with { Attempts = step.Attempts.SetItem(last, ended), Error = error, Cause = cause };
    }

    private static void EndOpenSteps(List<StepRecord> steps, ExecutionState before, ExecutionEvent happened)
    {
        foreach (var number in before.Steps.Keys)
        {
            var step = steps[number - 1];
            if (number == happened.Step)
                continue;

            var last = step.Attempts.Count - 1;
            var attempts =
                last >= 0 && step.Attempts[last].Status == AttemptStatus.Running
                    ? step.Attempts.SetItem(last, step.Attempts[last] with { Status = AttemptStatus.Cancelled, EndedAt = happened.At })
                    : step.Attempts;
            steps[number - 1] = step with { Status = StepStatus.Cancelled, EndedAt = happened.At, WakeAt = null, Attempts = attempts };
        }
    }
}
