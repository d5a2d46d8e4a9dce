using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Core.States;
using Workflows.Language.Data;

namespace Workflows.Core.Failure;

/// <summary>The bad ends of an execution. Where something has to be undone, that comes first.</summary>
internal static class ExecutionEnd
{
    /// <summary>A step failed and nobody answered for it.</summary>
    public static void Fail(Transition transition, int step, string? error, string? cause)
    {
        if (Compensating.TryBegin(transition, step, ExecutionStatus.Failed, error, cause))
            return;

        // A redrive goes on with the steps that are open: a branch that was about to enter its next state would stand still for ever.
        while (transition.TryTakeEntry(out var entry))
        {
            if (entry.State is { } next)
                Interpreter.Enter(transition, entry.Scope, next);
        }

        Emit(transition, ExecutionStatus.Failed, step, error, cause);
    }

    /// <summary>The timeout of the whole execution is over.</summary>
    public static void TimeOut(Transition transition)
    {
        if (!Compensating.TryBegin(transition, 0, ExecutionStatus.TimedOut, ErrorNames.Timeout, null))
            Emit(transition, ExecutionStatus.TimedOut, 0, ErrorNames.Timeout, null);
    }

    /// <summary>Somebody cancelled it.</summary>
    public static void Cancel(Transition transition, string? reason, bool compensate)
    {
        if (!compensate || !Compensating.TryBegin(transition, 0, ExecutionStatus.Cancelled, null, reason))
            Emit(transition, ExecutionStatus.Cancelled, 0, null, reason);
    }

    /// <summary>The event with which an execution ends badly.</summary>
    public static void Emit(Transition transition, ExecutionStatus outcome, int step, string? error, string? cause) =>
        transition.Emit(
            outcome switch
            {
                ExecutionStatus.Failed => new ExecutionFailed(transition.Now, step, error, cause),
                ExecutionStatus.TimedOut => new ExecutionTimedOut(transition.Now),
                ExecutionStatus.Cancelled => new ExecutionCancelled(transition.Now, cause),
                ExecutionStatus.None or ExecutionStatus.Running or ExecutionStatus.Compensating or ExecutionStatus.Succeeded =>
                    throw new InvalidOperationException($"{outcome} is no bad end."),
            }
        );
}
