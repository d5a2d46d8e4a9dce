using Workflows.Core.Events;
using Workflows.Core.State;

namespace Workflows.Core.Commands;

/// <summary>Ends the execution.</summary>
/// <param name="Reason">For people; null for none.</param>
/// <param name="Compensate">Whether completed tasks are to be undone. A definition without compensations has nothing to undo.</param>
public sealed record CancelExecution(string? Reason, bool Compensate) : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        if (transition.State.Status == ExecutionStatus.Cancelled)
            return CommandAnswer.Unchanged;
        if (transition.State.Status != ExecutionStatus.Running)
            return CommandAnswer.AlreadyEnded;

        transition.Emit(new ExecutionCancelled(transition.Now, Reason));
        return CommandAnswer.Accepted;
    }
}
