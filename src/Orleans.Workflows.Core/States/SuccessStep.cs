using Workflows.Core.Data;
using Workflows.Core.State;
using Workflows.Language.Model;

namespace Workflows.Core.States;

/// <summary>A Success: the scope ends with what the state sees. ASL: "Succeed State".</summary>
internal static class SuccessStep
{
    /// <summary>Ends the scope.</summary>
    public static void Enter(Transition transition, OpenStep step, SuccessState state)
    {
        var raw = transition.RawOf(step);
        var context = ContextObject.Of(transition, step, raw);
        var seen = DataFlow.Input(state, context, raw);
        var output = DataFlow.Shape(state.OutputPath, state.Output, context, seen);
        DataLimit.Check(output, transition.Program.Limits.MaxDataBytes, "The data of the execution");
        Flow.LeaveTo(transition, step, null, output, null);
    }
}
