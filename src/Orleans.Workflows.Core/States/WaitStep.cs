using Workflows.Core.Data;
using Workflows.Core.Events;
using Workflows.Core.Failure;
using Workflows.Core.State;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.States;

/// <summary>A Wait: until a moment that is computed once, at entry. ASL: "Wait State".</summary>
internal static class WaitStep
{
    /// <summary>Begins to wait; a moment that is past goes on in the same transition.</summary>
    public static void Enter(Transition transition, OpenStep step, WaitState state)
    {
        var raw = transition.RawOf(step);
        var context = ContextObject.Of(transition, step, raw);
        var seen = context.With(DataFlow.Input(state, context, raw));
        var until = state.Duration is { } duration
            ? Moments.After(transition.Now, duration.Evaluate(seen))
            : Moments.Ceiling(state.Until!.Evaluate(seen));

        DataLimit.CheckWait(transition.Now, until);
        transition.Emit(new WaitStarted(transition.Now, step.Number, until));
        if (until <= transition.Now)
            End(transition, step);
    }

    /// <summary>Goes on when the moment has come.</summary>
    public static void End(Transition transition, OpenStep step)
    {
        var state = (WaitState)transition.Program.Definition.States[step.State];
        transition.Emit(new WaitEnded(transition.Now, step.Number));
        try
        {
            var raw = transition.RawOf(step);
            var context = ContextObject.Of(transition, step, raw);
            var seen = DataFlow.Input(state, context, raw);
            var passedOn = DataFlow.PassedOn(transition.Program.Definition.Spelling, raw, seen);
            var output = DataFlow.Shape(state.OutputPath, state.Output, context, passedOn);
            DataLimit.Check(output, transition.Program.Limits.MaxDataBytes, "The data of the execution");
            Flow.Leave(transition, step, state, output, state.Assign?.Evaluate(context.With(seen)));
        }
        catch (EvaluationException unfit)
        {
            StepFailure.Handle(transition, step, unfit);
        }
    }
}
