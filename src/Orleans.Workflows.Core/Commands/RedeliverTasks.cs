using Workflows.Core.Events;
using Workflows.Core.Failure;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.Commands;

/// <summary>
/// The process that ran this execution went down: every attempt that it may have started is due again. An attempt that has taken
/// its process down too often fails instead, so that it does not do so for ever.
/// </summary>
public sealed record RedeliverTasks : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        var running = transition.State.Steps.Values.Where(step => step.Phase == StepPhase.Running).ToList();
        foreach (var step in running)
        {
            // An earlier failure of this very command may have ended the execution, and with it the step.
            if (transition.FindRunning(step.Number, step.Attempt) is not null)
                Redeliver(transition, step);
        }

        return running.Count == 0 ? CommandAnswer.Unchanged : CommandAnswer.Accepted;
    }

    private static void Redeliver(Transition transition, OpenStep step)
    {
        var ended = step.Redeliveries + 1;
        if (ended < transition.Program.Limits.MaxStartsOfAttempt)
        {
            transition.Emit(new TaskRedelivered(transition.Now, step.Number, step.Attempt, ended));
            return;
        }

        var error = new WorkflowError(ErrorNames.TaskFailed, $"its process ended {ended} times while it ran");
        transition.Emit(new TaskFailed(transition.Now, step.Number, step.Attempt, error.Name, error.Cause));
        StepFailure.Handle(transition, step, error);
    }
}
