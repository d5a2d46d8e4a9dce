using Workflows.Core.Data;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Core.States;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.Failure;

/// <summary>
/// What becomes of an error: a retrier's attempt, a catcher's state, or the error of whatever is around. ASL: "Errors". Only once somebody up there answers for it
/// is anything closed: where nobody does, the execution ends with everything open, and a redrive goes on right there.
/// </summary>
internal static class StepFailure
{
    /// <summary>The same for an expression that failed; of a JSONata expression the history tells which.</summary>
    public static void Handle(Transition transition, OpenStep step, EvaluationException unfit)
    {
        Note(transition, step, unfit);
        Handle(transition, step, unfit.Error, step.Number);
    }

    private static void Note(Transition transition, OpenStep step, EvaluationException unfit)
    {
        if (unfit.Location is { } location)
            transition.Emit(new EvaluationFailed(transition.Now, step.Number, location, unfit.Error.Name, unfit.Error.Cause));
    }

    /// <summary>Asks the retriers, then the catchers, then whatever is around.</summary>
    /// <param name="step">The step that is asked.</param>
    /// <param name="origin">The step that failed: this one, or one inside it.</param>
    public static void Handle(Transition transition, OpenStep step, WorkflowError error, int origin)
    {
        if (transition.Program.StateOf(step) is FallibleStateDefinition state)
        {
            if (Retrying.FindRetrier(step, state, error, transition.Program.Definition.Spelling) is { } retrier)
            {
                Retrying.Schedule(transition, Settle(transition, step, error, origin), state.Retriers[retrier], retrier);
                return;
            }

            if (FindCatcher(state, error, transition.Program.Definition.Spelling) is { } catcher)
            {
                Catch(transition, step, catcher, error, origin);
                return;
            }
        }

        FailScope(transition, step, error.Name, error.Cause, origin);
    }

    /// <summary>Hands the error of a scope to the state around it; for the top scope that ends the execution.</summary>
    public static void FailScope(Transition transition, OpenStep step, string? error, string? cause, int origin)
    {
        if (step.Undoes is not null)
        {
            transition.Emit(new CompensationFailed(transition.Now, step.Number, error ?? ErrorNames.TaskFailed, cause));
            return;
        }

        var scope = transition.State.Scopes[step.Scope];
        if (scope.Number == Scope.Top)
        {
            ExecutionEnd.Fail(transition, origin, string.IsNullOrEmpty(error) ? null : error, cause);
            return;
        }

        var parent = transition.State.Steps[scope.ParentStep];
        if (parent.FanOut!.ToleratesAnother)
        {
            MapStep.Tolerate(transition, parent, scope, origin, error, cause);
            return;
        }

        var handed = parent.FanOut.HasTolerance
            ? new WorkflowError(
                ErrorNames.ExceedToleratedFailureThreshold,
                $"More iterations failed than are tolerated; the last one: {error}: {cause}"
            )
            : new WorkflowError(error ?? "", cause);
        Handle(transition, parent, handed, origin);
    }

    /// <summary>Ends the whole execution, whatever could be caught: it has used up what it may use.</summary>
    public static void FailExecution(Transition transition, OpenStep step, WorkflowError error) =>
        ExecutionEnd.Fail(transition, step.Number, error.Name, error.Cause);

    private static Catcher? FindCatcher(FallibleStateDefinition state, WorkflowError error, Spelling spelling)
    {
        foreach (var catcher in state.Catchers)
        {
            if (catcher.Errors.Matches(error.Name, state.Kind == StateKind.Task, spelling))
                return catcher;
        }

        return null;
    }

    private static void Catch(Transition transition, OpenStep step, Catcher catcher, WorkflowError error, int origin)
    {
        // What failed may have used up its own share.
        transition.Budget.BeginState();
        try
        {
            var raw = transition.State.Scopes[step.Scope].Data;
            var (output, assigned) = ErrorOutput.Of(transition, step, catcher, raw, error);
            DataLimit.Check(output, transition.Program.Limits.MaxDataBytes, "The data of the execution");
            var settled = Settle(transition, step, error, origin);
            transition.Emit(new ErrorCaught(transition.Now, step.Number, error.Name, error.Cause, catcher.Next));
            Flow.LeaveTo(transition, settled, catcher.Next, output, assigned);
        }
        catch (EvaluationException unfit)
        {
            Note(transition, step, unfit);
            FailScope(transition, step, unfit.Error.Name, unfit.Error.Cause, origin);
        }
    }

    /// <summary>Closes what is open inside a step whose error somebody answers for.</summary>
    private static OpenStep Settle(Transition transition, OpenStep step, WorkflowError error, int origin)
    {
        if (step.FanOut is null)
            return step;

        Compensating.CoverUnknown(transition, inner => transition.State.IsInside(inner, step));
        transition.Emit(new FanOutFailed(transition.Now, step.Number, int.Max(step.Attempt, 1), origin, error.Name, error.Cause));
        return transition.State.Steps[step.Number];
    }
}
