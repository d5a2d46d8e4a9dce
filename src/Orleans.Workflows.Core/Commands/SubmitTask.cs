using Workflows.Core.Events;
using Workflows.Core.State;

namespace Workflows.Core.Commands;

/// <summary>An attempt has been handed over: somebody was asked for a callback, or the child execution was started. From here on it only waits.</summary>
/// <param name="Step">The step's number.</param>
/// <param name="Attempt">The attempt; news of an older one change nothing.</param>
public sealed record SubmitTask(int Step, int Attempt) : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        // The callback may have come before its request was known to have been made.
        if (transition.FindAttempt(Step, Attempt) is not { Phase: StepPhase.Running, Place: not TaskPlace.Here })
            return CommandAnswer.Unchanged;

        transition.Emit(new TaskSubmitted(transition.Now, Step, Attempt));
        return CommandAnswer.Accepted;
    }
}
