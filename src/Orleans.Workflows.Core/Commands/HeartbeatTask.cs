using Workflows.Core.Events;
using Workflows.Core.State;

namespace Workflows.Core.Commands;

/// <summary>Whoever works at an attempt outside is still alive; a worker says so for the first time by taking it.</summary>
/// <param name="Step">The step's number.</param>
/// <param name="Attempt">The attempt; a sign of life of an older one changes nothing.</param>
public sealed record HeartbeatTask(int Step, int Attempt) : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        if (transition.FindAttempt(Step, Attempt) is not { } step)
            return CommandAnswer.Unchanged;

        // Nobody asked for it: then it is not worth a row.
        if (step is { Heartbeat: not null, Place: not TaskPlace.Here })
            transition.Emit(new TaskHeartbeat(transition.Now, Step, Attempt));
        return CommandAnswer.Accepted;
    }
}
