using Workflows.Core.Events;

namespace Workflows.Core.State;

/// <content>What has to be undone, and its undoing.</content>
public static partial class Fold
{
    private static ExecutionState Registered(ExecutionState state, CompensationRegistered happened)
    {
        var step = StepOf(state, happened.Step);
        var scope = state.Scopes[step.Scope];
        var undoable = new Undoable(
            step.Number,
            StepIds.Of(scope, step.State, step.Visit),
            step.State,
            step.Input ?? scope.Data,
            happened.IsCompleted ? step.Result : null
        );
        return state with { Undoables = state.Undoables.RemoveAll(known => known.Step == step.Number).Add(undoable) };
    }

    private static ExecutionState CompensationStarted(ExecutionState state, CompensationStarted happened)
    {
        foreach (var step in state.Steps.Values)
            state = AbandonChildOf(state, step);
        return state with
        {
            Status = ExecutionStatus.Compensating,
            Compensation = new CompensationProgress(happened.Outcome, happened.Step, happened.Error, happened.Cause),
            Steps = NoSteps,
        };
    }

    private static ExecutionState CompensationEntered(ExecutionState state, CompensationEntered happened)
    {
        var place = state.Undoables.FindLastIndex(known => known.Step == happened.Undoes);
        if (place < 0)
            throw new InvalidOperationException(
                $"Execution {state.Id}: step {happened.Step} undoes step {happened.Undoes}, of which nothing is known."
            );

        var undone = state.Undoables[place];
        var step = new OpenStep
        {
            Number = happened.Step,
            Scope = Scope.Top,
            State = undone.State,
            Visit = 1,
            EnteredAt = happened.At,
            Undoes = undone,
        };
        return state with
        {
            LastStep = happened.Step,
            Undoables = state.Undoables.RemoveAt(place),
            Steps = state.Steps.Add(happened.Step, step),
        };
    }

    private static ExecutionState Compensated(ExecutionState state, ExecutionEvent happened)
    {
        var progress = state.Compensation!;
        var isCompleted = happened.Kind == EventKind.CompensationCompleted;
        return state with
        {
            Steps = state.Steps.Remove(happened.Step),
            Compensation = isCompleted
                ? progress with
                {
                    Completed = progress.Completed + 1,
                }
                : progress with
                {
                    Failed = progress.Failed + 1,
                },
        };
    }
}
