using Workflows.Core.Failure;
using Workflows.Core.State;

namespace Workflows.Core.Commands;

/// <summary>Ends the execution.</summary>
/// <param name="Reason">For people; null for none.</param>
/// <param name="Compensate">Whether completed tasks are to be undone first. A definition without compensations has nothing to undo.</param>
public sealed record CancelExecution(string? Reason, bool Compensate) : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        if (transition.State.Status is ExecutionStatus.Cancelled or ExecutionStatus.Compensating)
            return CommandAnswer.Unchanged;
        if (transition.State.Status != ExecutionStatus.Running)
            return CommandAnswer.AlreadyEnded;

        ExecutionEnd.Cancel(transition, Reason, Compensate);
        return CommandAnswer.Accepted;
    }
}
