using System.Globalization;
using Workflows.Core.Failure;
using Workflows.Core.State;
using Workflows.Core.States;
using Workflows.Core.Work;
using Workflows.Language.Data;

namespace Workflows.Core.Commands;

/// <summary>A moment that the execution waits for may have come; too early it changes nothing.</summary>
/// <param name="Step">The step that waits, or <see cref="StartTimer.ExecutionTimeout"/>.</param>
public sealed record FireTimer(int Step) : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        if (transition.State.Status.IsEnded())
            return CommandAnswer.Unchanged;
        if (Step == StartTimer.ExecutionTimeout)
            return TimeOutExecution(transition);
        if (!transition.State.Steps.TryGetValue(Step, out var step) || !(step.NextDue <= transition.Now))
            return CommandAnswer.Unchanged;

        switch (step.Phase)
        {
            case StepPhase.Waiting:
                WaitStep.End(transition, step);
                break;
            case StepPhase.Retrying:
                transition.Resume(step);
                break;
            case StepPhase.Listening:
                EventStep.TimeOut(transition, step);
                break;
            case StepPhase.Running or StepPhase.Outside:
                TaskStep.TimeOut(transition, step, ErrorOf(step, transition.Now));
                break;
            case StepPhase.Entered or StepPhase.FannedOut or StepPhase.None:
                throw new InvalidOperationException($"Step {Step} waits for a moment in the phase {step.Phase}.");
        }

        return CommandAnswer.Accepted;
    }

    private static WorkflowError ErrorOf(OpenStep step, DateTimeOffset now)
    {
        var isTooLong = step.DueAt <= now;
        var (name, what, limit) = isTooLong
            ? (ErrorNames.Timeout, "took longer than", step.Timeout)
            : (ErrorNames.HeartbeatTimeout, "gave no sign of life for", step.Heartbeat);
        return new WorkflowError(
            name,
            string.Create(CultureInfo.InvariantCulture, $"Attempt {step.Attempt} {what} {limit!.Value.TotalSeconds} seconds.")
        );
    }

    private static CommandAnswer TimeOutExecution(Transition transition)
    {
        if (transition.State.Status != ExecutionStatus.Running || !(transition.State.Deadline <= transition.Now))
            return CommandAnswer.Unchanged;

        ExecutionEnd.TimeOut(transition);
        return CommandAnswer.Accepted;
    }
}
