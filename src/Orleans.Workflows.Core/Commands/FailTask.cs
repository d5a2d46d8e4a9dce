using Workflows.Core.States;
using Workflows.Language.Data;

namespace Workflows.Core.Commands;

/// <summary>An attempt failed.</summary>
/// <param name="Step">The step's number.</param>
/// <param name="Attempt">The attempt; a failure of an older one changes nothing.</param>
/// <param name="Error">What retriers and catchers are asked about.</param>
public sealed record FailTask(int Step, int Attempt, WorkflowError Error) : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        if (transition.FindAttempt(Step, Attempt) is not { } step)
            return CommandAnswer.Unchanged;

        TaskStep.Fail(transition, step, Error);
        return CommandAnswer.Accepted;
    }
}
