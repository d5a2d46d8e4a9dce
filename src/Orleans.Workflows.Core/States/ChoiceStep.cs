using Workflows.Core.Data;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.States;

/// <summary>A Choice: the first condition that holds decides. ASL: "Choice State".</summary>
internal static class ChoiceStep
{
    /// <summary>Chooses in the same transition.</summary>
    public static void Enter(Transition transition, OpenStep step, ChoiceState state)
    {
        var raw = transition.RawOf(step);
        var context = ContextObject.Of(transition, step, raw);
        var seen = DataFlow.Input(state, context, raw);
        var passedOn = DataFlow.PassedOn(transition.Program.Definition.Spelling, raw, seen);

        var chosen = FirstTrue(state.Choices, context.With(seen));
        var next =
            chosen?.Next
            ?? state.Default
            ?? throw new EvaluationException(ErrorNames.NoChoiceMatched, $"No choice of '{state.Name}' is true, and it has no default.");
        // ASL: the state's own Output, like its Assign, belongs to the default alone.
        var isAsl = transition.Program.Definition.Spelling == Spelling.Asl;
        var shape = chosen is null || !isAsl ? chosen?.Output ?? state.Output : chosen.Output;
        var output = DataFlow.Shape(state.OutputPath, shape, context, passedOn);
        DataLimit.Check(output, transition.Program.Limits.MaxDataBytes, "The data of the execution");
        var assign = chosen is null ? state.Assign : chosen.Assign;
        Flow.LeaveTo(transition, step, next, output, assign?.Evaluate(context.With(seen)));
    }

    private static ChoiceRule? FirstTrue(IReadOnlyList<ChoiceRule> choices, EvaluationContext context)
    {
        foreach (var choice in choices)
        {
            if (choice.Condition.IsTrue(context))
                return choice;
        }

        return null;
    }
}
