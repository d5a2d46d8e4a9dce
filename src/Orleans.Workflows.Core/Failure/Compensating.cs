using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Core.States;
using Workflows.Language.Model;

namespace Workflows.Core.Failure;

/// <summary>
/// Undoes what was done, before the execution ends badly: one task at a time, in the reverse order of their completion, whichever branches they stood in.
/// Each undoing is a durable step with retries of its own; one that fails for good does not keep the others from being undone.
/// </summary>
internal static class Compensating
{
    /// <summary>Remembers a task that has brought its result.</summary>
    public static void Register(Transition transition, OpenStep step)
    {
        if (CompensationOf(transition, step) is not null)
            transition.Emit(new CompensationRegistered(transition.Now, step.Number, IsCompleted: true));
    }

    /// <summary>Remembers a task of which nobody knows whether it did anything, where its compensation covers that.</summary>
    public static void CoverUnknown(Transition transition, OpenStep step)
    {
        if (CompensationOf(transition, step) is { CoversStarted: true })
            transition.Emit(new CompensationRegistered(transition.Now, step.Number, IsCompleted: false));
    }

    /// <summary>The same for every attempt under way that is about to be given up.</summary>
    public static void CoverUnknown(Transition transition, Func<OpenStep, bool> isGivenUp)
    {
        foreach (var step in transition.State.Steps.Values)
        {
            if (step.Phase is StepPhase.Running or StepPhase.Outside && isGivenUp(step))
                CoverUnknown(transition, step);
        }
    }

    /// <summary>Begins to undo, if there is anything to undo.</summary>
    public static bool TryBegin(Transition transition, int step, ExecutionStatus outcome, string? error, string? cause)
    {
        CoverUnknown(transition, static _ => true);
        if (transition.State.Undoables.IsEmpty)
            return false;

        transition.Emit(new CompensationStarted(transition.Now, step, outcome, error, cause));
        return true;
    }

    /// <summary>Goes on to the next task, or to the end, once nothing is being undone.</summary>
    /// <returns>Whether there is something to go on with.</returns>
    public static bool TryAdvance(Transition transition)
    {
        var state = transition.State;
        if (state.Status != ExecutionStatus.Compensating || !state.Steps.IsEmpty)
            return false;

        if (state.Undoables.IsEmpty)
        {
            var progress = state.Compensation!;
            ExecutionEnd.Emit(transition, progress.Outcome, progress.FailedStep, progress.Error, progress.Cause);
            return false;
        }

        var number = state.LastStep + 1;
        transition.Emit(new CompensationEntered(transition.Now, number, state.Undoables[^1].Step));
        if (transition.IsFull)
            return false;
        transition.Budget.BeginState();
        TaskStep.Schedule(transition, transition.State.Steps[number]);
        return true;
    }

    private static Compensation? CompensationOf(Transition transition, OpenStep step) =>
        step.Undoes is null && transition.Program.StateOf(step) is TaskState task ? task.Compensate : null;
}
