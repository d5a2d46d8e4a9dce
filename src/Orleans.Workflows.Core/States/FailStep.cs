using Workflows.Core.Data;
using Workflows.Core.Failure;
using Workflows.Core.State;
using Workflows.Language.Model;

namespace Workflows.Core.States;

/// <summary>A Fail: the scope ends with an error that nobody within it can catch. ASL: "Fail State".</summary>
internal static class FailStep
{
    /// <summary>Fails the scope.</summary>
    public static void Enter(Transition transition, OpenStep step, FailState state)
    {
        var context = ContextObject.Of(transition, step, transition.RawOf(step));
        StepFailure.FailScope(transition, step, state.Error?.Evaluate(context), state.Cause?.EvaluateOrNull(context), step.Number);
    }
}
