using System.Buffers;
using Workflows.Core.Data;
using Workflows.Core.Failure;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.States;

/// <summary>What Parallel and Map have in common: they end when all their scopes have ended, with the list of their outputs.</summary>
internal static class FanOutStep
{
    /// <summary>A branch or iteration has ended: others may begin, or the whole is done.</summary>
    public static void ScopeEnded(Transition transition, int number)
    {
        var step = transition.State.Steps[number];
        if (step.FanOut!.IsDone)
            Finish(transition, step);
        else if (transition.Program.StateOf(step) is MapState map)
            MapStep.StartMore(transition, step, map);
    }

    /// <summary>Leaves the state with the outputs of its scopes, in order.</summary>
    public static void Finish(Transition transition, OpenStep step)
    {
        transition.BackToFanOut(step.Number);
        transition.Budget.BeginState();
        var outputs = Outputs(step.FanOut!);
        if (transition.Program.StateOf(step) is MapState map)
            MapStep.Finish(transition, step, map, outputs);
        else
            Leave(transition, step, outputs);
    }

    /// <summary>Leaves the state with a result.</summary>
    public static void Leave(Transition transition, OpenStep step, JsonData result)
    {
        var state = transition.Program.StateOf(step);
        try
        {
            var raw = transition.RawOf(step);
            var context = ContextObject.Of(transition, step, raw);
            DataLimit.Check(result, transition.Program.Limits.MaxDataBytes, $"The output of '{step.State}'");
            var output = DataFlow.Output(state, context, raw, result);
            DataLimit.Check(output, transition.Program.Limits.MaxDataBytes, "The data of the execution");
            Flow.Leave(transition, step, state, output, DataFlow.Assigned(state, context, result));
        }
        catch (EvaluationException unfit)
        {
            StepFailure.Handle(transition, step, unfit);
        }
    }

    private static JsonData Outputs(FanOut fanOut)
    {
        var size = 2;
        foreach (var output in fanOut.Outputs.Values)
            size += output.Size + 1;

        var buffer = new ArrayBufferWriter<byte>(size);
        var separator = "["u8;
        foreach (var output in fanOut.Outputs.Values)
        {
            buffer.Write(separator);
            buffer.Write(output.Utf8.Span);
            separator = ","u8;
        }

        buffer.Write(fanOut.Outputs.IsEmpty ? "[]"u8 : "]"u8);
        return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
    }
}
