using Workflows.Core.States;
using Workflows.Language.Data;

namespace Workflows.Core.Commands;

/// <summary>An attempt brought a result.</summary>
/// <param name="Step">The step's number.</param>
/// <param name="Attempt">The attempt; a result of an older one changes nothing.</param>
/// <param name="Result">What it brought.</param>
public sealed record CompleteTask(int Step, int Attempt, JsonData Result) : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        if (transition.FindAttempt(Step, Attempt) is not { } step)
            return CommandAnswer.Unchanged;

        TaskStep.Complete(transition, step, Result);
        return CommandAnswer.Accepted;
    }
}
