using Workflows.Core.Events;
using Workflows.Core.Failure;
using Workflows.Core.State;
using Workflows.Core.States;
using Workflows.Language.Data;

namespace Workflows.Core.Commands;

/// <summary>
/// The process that ran this execution went down: every attempt that it may have started is due again. An attempt that has taken
/// its process down too often fails instead, so that it does not do so for ever. What is with somebody outside is not touched by that.
/// </summary>
public sealed record RedeliverTasks : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        var running = transition.State.Steps.Values.Where(IsRunning).ToList();
        foreach (var step in running)
        {
            // An earlier failure of this very command may have ended the execution, and with it the step.
            if (transition.State.Steps.TryGetValue(step.Number, out var open) && IsRunning(open) && open.Attempt == step.Attempt)
                Redeliver(transition, open);
        }

        return running.Count == 0 ? CommandAnswer.Unchanged : CommandAnswer.Accepted;
    }

    // The start of a child is idempotent and cannot take a process down: it is repeated without being counted.
    private static bool IsRunning(OpenStep step) => step.Phase == StepPhase.Running && step.Place != TaskPlace.Child;

    private static void Redeliver(Transition transition, OpenStep step)
    {
        var ended = step.Redeliveries + 1;
        if (ended < transition.Program.Limits.MaxStartsOfAttempt)
        {
            transition.Emit(new TaskRedelivered(transition.Now, step.Number, step.Attempt, ended));
            return;
        }

        Compensating.CoverUnknown(transition, step);
        TaskStep.Fail(transition, step, new WorkflowError(ErrorNames.TaskFailed, $"its process ended {ended} times while it ran"));
    }
}
