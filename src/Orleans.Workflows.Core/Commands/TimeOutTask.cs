using Workflows.Core.States;
using Workflows.Language.Data;

namespace Workflows.Core.Commands;

/// <summary>An attempt took longer than its timeout, or was silent for longer than its heartbeat.</summary>
/// <param name="Step">The step's number.</param>
/// <param name="Attempt">The attempt; the timeout of an older one changes nothing.</param>
/// <param name="Error"><c>States.Timeout</c> or <c>States.HeartbeatTimeout</c>, with a cause.</param>
public sealed record TimeOutTask(int Step, int Attempt, WorkflowError Error) : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        if (transition.FindAttempt(Step, Attempt) is not { } step)
            return CommandAnswer.Unchanged;

        TaskStep.TimeOut(transition, step, Error);
        return CommandAnswer.Accepted;
    }
}
