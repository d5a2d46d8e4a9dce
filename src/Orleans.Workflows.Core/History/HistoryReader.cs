using Workflows.Core.Events;
using Workflows.Core.State;

namespace Workflows.Core.History;

/// <summary>Gives the events of one execution their sequences and the ids of their steps, as they pass in order.</summary>
public sealed class HistoryReader
{
    private readonly Dictionary<int, string> stepIds = [];
    private ExecutionState state;

    /// <summary>Begins at the first event.</summary>
    public HistoryReader()
        : this(ExecutionState.NotStarted) { }

    /// <summary>Begins behind a state that was folded before.</summary>
    public HistoryReader(ExecutionState state)
    {
        this.state = state;
        foreach (var step in state.Steps.Values.Concat(state.StoppedSteps.Values))
            stepIds.Add(step.Number, StepIds.Of(state, step));
    }

    /// <summary>The state after the last event that passed.</summary>
    public ExecutionState State => state;

    /// <summary>Takes the next event.</summary>
    public HistoryEvent Read(ExecutionEvent happened)
    {
        state = Fold.Apply(state, happened);
        if (happened is StepEntered or CompensationEntered)
            stepIds.Add(happened.Step, StepIds.Of(state, state.Steps[happened.Step]));
        return new HistoryEvent(state.LastSequence, stepIds.GetValueOrDefault(happened.Step), happened);
    }
}
