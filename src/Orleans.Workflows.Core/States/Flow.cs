using Workflows.Core.Data;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Core.States;

/// <summary>The way out of a step that was left: to the next state, or, where its scope ends with it, to whatever waits for the scope.</summary>
internal static class Flow
{
    /// <summary>Leaves a step on the ordinary way of its state.</summary>
    /// <param name="output">The scope's data from here on.</param>
    /// <param name="assigned">An object with the variables that the state assigns; null for none.</param>
    public static void Leave(Transition transition, OpenStep step, StateDefinition state, JsonData output, JsonData? assigned) =>
        LeaveTo(transition, step, state.Next, output, assigned);

    /// <summary>Leaves a step to a state that was chosen.</summary>
    /// <param name="next">The state; null ends the scope.</param>
    /// <param name="output">The scope's data from here on.</param>
    /// <param name="assigned">An object with the variables that the state assigns; null for none.</param>
    public static void LeaveTo(Transition transition, OpenStep step, string? next, JsonData output, JsonData? assigned)
    {
        // By value: whether two equal values are one instance is an accident that a restart changes.
        var scope = transition.State.Scopes[step.Scope];
        var unchanged = DataFlow.IsSame(output, scope.Data);
        var change = unchanged || ReferenceEquals(output, step.Result) ? null : JsonChange.Find(scope.Data, output);
        transition.Emit(new StepLeft(transition.Now, step.Number, unchanged || change is not null ? null : output, next, assigned, change));
        if (next is not null)
            transition.GoTo(step.Scope, next);
        else if (scope.Number == Scope.Top)
            transition.Emit(new ExecutionSucceeded(transition.Now));
        else
            FanOutStep.ScopeEnded(transition, scope.ParentStep);
    }
}
