using Workflows.Core.Events;
using Workflows.Core.State;

namespace Workflows.Core.Commands;

/// <summary>
/// Lets an execution that failed, timed out or was cancelled go on from where it stopped: what had been completed stays, in branches and iterations too.
/// ASL: "Redriving executions".
/// </summary>
public sealed record RedriveExecution : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        var state = transition.State;
        var isStopped = state.Status is ExecutionStatus.Failed or ExecutionStatus.TimedOut or ExecutionStatus.Cancelled;
        if (!isStopped || state.Compensation is not null)
            return CommandAnswer.Refused;

        var deadline = state.Deadline is { } before ? Moments.After(transition.Now, before - state.RunStartedAt) : (DateTimeOffset?)null;
        transition.Emit(new ExecutionRedriven(transition.Now, state.Run + 1, deadline));
        foreach (var step in transition.State.Steps.Values)
        {
            if (step.Phase == StepPhase.Entered || step.FanOut is { IsDone: true })
                transition.Resume(step);
        }

        return CommandAnswer.Accepted;
    }
}
