using Workflows.Core.Data;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Core.States;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.Failure;

/// <summary>What becomes of an error: a retrier's attempt, a catcher's state, or the end of the scope. ASL: "Errors".</summary>
internal static class StepFailure
{
    /// <summary>Asks the retriers, then the catchers, then fails the scope.</summary>
    public static void Handle(Transition transition, OpenStep step, WorkflowError error)
    {
        if (transition.Program.Definition.States[step.State] is FallibleStateDefinition state)
        {
            if (Retrying.TrySchedule(transition, step, state, error))
                return;
            if (FindCatcher(state, error) is { } catcher)
            {
                Catch(transition, step, catcher, error);
                return;
            }
        }

        FailScope(transition, step, error.Name, error.Cause);
    }

    /// <summary>Ends the scope of a step with an error; for the top scope that is the execution.</summary>
    public static void FailScope(Transition transition, OpenStep step, string? error, string? cause) =>
        transition.Emit(new ExecutionFailed(transition.Now, step.Number, error, cause));

    /// <summary>Ends the whole execution, whatever could be caught: it has used up what it may use.</summary>
    public static void FailExecution(Transition transition, OpenStep step, WorkflowError error) =>
        transition.Emit(new ExecutionFailed(transition.Now, step.Number, error.Name, error.Cause));

    /// <summary>The error of an execution whose history has grown to its limit.</summary>
    public static WorkflowError TooManyEvents(int limit) =>
        new(ErrorNames.Runtime, $"The history has grown past its limit of {limit} events.");

    private static Catcher? FindCatcher(FallibleStateDefinition state, WorkflowError error)
    {
        foreach (var catcher in state.Catchers)
        {
            if (catcher.Errors.Matches(error.Name, state.Kind == StateKind.Task))
                return catcher;
        }

        return null;
    }

    private static void Catch(Transition transition, OpenStep step, Catcher catcher, WorkflowError error)
    {
        try
        {
            var raw = transition.State.Scopes[step.Scope].Data;
            var output = ErrorOutput.Of(transition.Program.Definition.Spelling, catcher, raw, error);
            if (catcher.Output is not null)
                output = catcher.Output.Evaluate(ContextObject.Of(transition, step, output));
            DataLimit.Check(output, transition.Program.Limits.MaxDataBytes, "The data of the execution");
            transition.Emit(new ErrorCaught(transition.Now, step.Number, error.Name, error.Cause, catcher.Next));
            Flow.LeaveTo(transition, step, catcher.Next, output);
        }
        catch (EvaluationException unfit)
        {
            FailScope(transition, step, unfit.Error.Name, unfit.Error.Cause);
        }
    }
}
