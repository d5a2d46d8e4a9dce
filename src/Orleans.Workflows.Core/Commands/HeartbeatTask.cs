using Workflows.Core.Events;

namespace Workflows.Core.Commands;

/// <summary>Whoever works at an attempt outside is still alive.</summary>
/// <param name="Step">The step's number.</param>
/// <param name="Attempt">The attempt; a sign of life of an older one changes nothing.</param>
public sealed record HeartbeatTask(int Step, int Attempt) : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        if (transition.FindAttempt(Step, Attempt) is not { } step)
            return CommandAnswer.Unchanged;

        // Nobody asked for it: then it is not worth a row.
        if (step.SilentUntil is not null)
            transition.Emit(new TaskHeartbeat(transition.Now, Step, Attempt));
        return CommandAnswer.Accepted;
    }
}
