using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Core.States;
using Workflows.Core.Work;

namespace Workflows.Core.Commands;

/// <summary>A moment that the execution waits for may have come; too early it changes nothing.</summary>
/// <param name="Step">The step that waits, or <see cref="StartTimer.ExecutionTimeout"/>.</param>
public sealed record FireTimer(int Step) : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        if (transition.State.Status != ExecutionStatus.Running)
            return CommandAnswer.Unchanged;
        if (Step == StartTimer.ExecutionTimeout)
            return TimeOutExecution(transition);
        if (!transition.State.Steps.TryGetValue(Step, out var step) || !(step.DueAt <= transition.Now))
            return CommandAnswer.Unchanged;

        if (step.Phase == StepPhase.Waiting)
            WaitStep.End(transition, step);
        else
            TaskStep.Schedule(transition, step);
        return CommandAnswer.Accepted;
    }

    private static CommandAnswer TimeOutExecution(Transition transition)
    {
        if (!(transition.State.Deadline <= transition.Now))
            return CommandAnswer.Unchanged;

        transition.Emit(new ExecutionTimedOut(transition.Now));
        return CommandAnswer.Accepted;
    }
}
