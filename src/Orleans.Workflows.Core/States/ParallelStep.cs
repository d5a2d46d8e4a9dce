using Workflows.Core.Data;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Model;

namespace Workflows.Core.States;

/// <summary>A Parallel: all branches at once, each in a scope of its own. ASL: "Parallel State".</summary>
internal static class ParallelStep
{
    /// <summary>Starts the branches: at entry, when a retry's moment has come, and where a redrive found them all ended.</summary>
    public static void Start(Transition transition, OpenStep step, ParallelState state)
    {
        if (step.FanOut is not null)
        {
            FanOutStep.ScopeEnded(transition, step.Number);
            return;
        }

        transition.MarkFanOut(step.Number);
        var raw = transition.RawOf(step);
        var input = DataFlow.Input(state, ContextObject.Of(transition, step, raw), raw);
        DataLimit.Check(input, transition.Program.Limits.MaxDataBytes, "The input of the branches");
        var first = transition.State.LastScope + 1;
        transition.Emit(
            new ParallelStarted(
                transition.Now,
                step.Number,
                int.Max(step.Attempt, 1),
                state.Branches.Count,
                DataFlow.IsSame(input, raw) ? null : input
            )
        );
        for (var index = 0; index < state.Branches.Count; index++)
            transition.GoTo(first + index, state.Branches[index].StartAt);
    }
}
