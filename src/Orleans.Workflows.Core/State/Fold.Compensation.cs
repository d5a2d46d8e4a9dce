using Workflows.Core.Events;

namespace Workflows.Core.State;

/// <content>What has to be undone, and its undoing.</content>
public static partial class Fold
{
    private static ExecutionState Registered(ExecutionState draft, CompensationRegistered happened)
    {
        var step = StepOf(draft, happened.Step);
        var scope = draft.Scopes[step.Scope];
        var undoable = new Undoable(
            step.Number,
            StepIds.Of(scope, step.State, step.Visit),
            step.State,
            step.Input ?? scope.Data,
            happened.IsCompleted ? step.Result : null
        );
        foreach (var replaced in draft.Undoables.FindAll(known => known.Step == step.Number))
            draft.CarriedBytes -= replaced.Bytes;
        draft.CarriedBytes += undoable.Bytes;
        draft.Undoables = draft.Undoables.RemoveAll(known => known.Step == step.Number).Add(undoable);
        return draft;
    }

    private static ExecutionState CompensationStarted(ExecutionState draft, CompensationStarted happened)
    {
        foreach (var step in draft.Steps.Values)
            AbandonChildOf(draft, step);
        draft.FailedStep = FailedStepOf(draft, happened.Step);
        var top = draft.Scopes[Scope.Top];
        draft.Scopes = default(NumberedDictionary<Scope>).Add(Scope.Top, top);
        draft.CarriedBytes = top.OwnBytes + draft.Undoables.Sum(static undoable => undoable.Bytes);
        draft.Status = ExecutionStatus.Compensating;
        draft.Compensation = new CompensationProgress(happened.Outcome, happened.Step, happened.Error, happened.Cause);
        draft.Steps = default;
        return draft;
    }

    private static ExecutionState CompensationEntered(ExecutionState draft, CompensationEntered happened)
    {
        var place = draft.Undoables.FindLastIndex(known => known.Step == happened.Undoes);
        if (place < 0)
            throw new InvalidOperationException(
                $"Execution {draft.Id}: step {happened.Step} undoes step {happened.Undoes}, of which nothing is known."
            );

        var undone = draft.Undoables[place];
        var step = new OpenStep
        {
            Number = happened.Step,
            Scope = Scope.Top,
            State = undone.State,
            Visit = 1,
            EnteredAt = happened.At,
            Undoes = undone,
        };
        draft.LastStep = happened.Step;
        draft.Undoables = draft.Undoables.RemoveAt(place);
        draft.CarriedBytes -= undone.Bytes;
        draft.Steps = draft.Steps.Add(happened.Step, step);
        return draft;
    }

    private static ExecutionState Compensated(ExecutionState draft, ExecutionEvent happened)
    {
        var progress = draft.Compensation!;
        var isCompleted = happened.Kind == EventKind.CompensationCompleted;
        draft.Steps = draft.Steps.Remove(happened.Step);
        draft.Compensation = isCompleted
            ? progress with
            {
                Completed = progress.Completed + 1,
            }
            : progress with
            {
                Failed = progress.Failed + 1,
            };
        return draft;
    }
}
