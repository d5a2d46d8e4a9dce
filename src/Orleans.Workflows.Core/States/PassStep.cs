using Workflows.Core.Data;
using Workflows.Core.State;
using Workflows.Language.Model;

namespace Workflows.Core.States;

/// <summary>A Pass: its input, or a fixed result, takes the way of a result. ASL: "Pass State".</summary>
internal static class PassStep
{
    /// <summary>Goes through in the same transition.</summary>
    public static void Enter(Transition transition, OpenStep step, PassState state)
    {
        var raw = transition.RawOf(step);
        var context = ContextObject.Of(transition, step, raw);
        var result = state.Result ?? DataFlow.Input(state, context, raw);
        var output = DataFlow.Output(state, context, raw, result);
        DataLimit.Check(output, transition.Program.Limits.MaxDataBytes, "The data of the execution");
        Flow.Leave(transition, step, state, output, DataFlow.Assigned(state, context, result));
    }
}
