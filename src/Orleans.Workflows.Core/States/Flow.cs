using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Core.States;

/// <summary>How a step is left: to the next state, or, where its scope ends with it, to whatever waits for the scope.</summary>
internal static class Flow
{
    /// <summary>Leaves a step on the ordinary way of its state.</summary>
    /// <param name="output">The scope's data from here on.</param>
    public static void Leave(Transition transition, OpenStep step, StateDefinition state, JsonData output) =>
        LeaveTo(transition, step, state.Next, output);

    /// <summary>Leaves a step to a state that was chosen.</summary>
    /// <param name="next">The state; null ends the scope.</param>
    /// <param name="output">The scope's data from here on.</param>
    public static void LeaveTo(Transition transition, OpenStep step, string? next, JsonData output)
    {
        // By value: whether two equal values are one instance is an accident that a restart changes.
        var data = transition.State.Scopes[step.Scope].Data;
        var unchanged = ReferenceEquals(output, data) || output.Utf8.Span.SequenceEqual(data.Utf8.Span);
        transition.Emit(new StepLeft(transition.Now, step.Number, unchanged ? null : output, next));
        if (next is not null)
            transition.GoTo(step.Scope, next);
        else
            transition.Emit(new ExecutionSucceeded(transition.Now));
    }
}
