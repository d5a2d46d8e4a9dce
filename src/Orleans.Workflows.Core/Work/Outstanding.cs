using Workflows.Core.State;
using Workflows.Language.Model;

namespace Workflows.Core.Work;

/// <summary>
/// What has to be under way for an execution: a function of its state, and the only producer of work. After a transition the touched steps are asked,
/// in an activation all open ones; there is no second way of recovery.
/// </summary>
public static class Outstanding
{
    /// <summary>All work of an execution.</summary>
    public static IEnumerable<OutstandingWork> Of(WorkflowProgram program, ExecutionState state)
    {
        if (OfStep(program, state, StartTimer.ExecutionTimeout) is { } timeout)
            yield return timeout;
        foreach (var step in state.Steps)
        {
            if (OfStep(program, state, step.Key) is { } work)
                yield return work;
        }
    }

    /// <summary>The work that one step waits for; null when it waits for none, or is not open any more.</summary>
    /// <param name="number">The step's number, or <see cref="StartTimer.ExecutionTimeout"/>.</param>
    public static OutstandingWork? OfStep(WorkflowProgram program, ExecutionState state, int number)
    {
        if (state.Status != ExecutionStatus.Running)
            return null;
        if (number == StartTimer.ExecutionTimeout)
            return state.Deadline is { } deadline ? new StartTimer(number, 0, deadline) : null;
        if (!state.Steps.TryGetValue(number, out var step))
            return null;

        return step.Phase switch
        {
            StepPhase.Running => Attempt(program, state, step),
            StepPhase.Waiting or StepPhase.Retrying => new StartTimer(number, step.Attempt, step.DueAt!.Value),
            StepPhase.Entered => null,
            StepPhase.None => throw new InvalidOperationException($"Step {number} is in no phase."),
        };
    }

    private static RunTask Attempt(WorkflowProgram program, ExecutionState state, OpenStep step)
    {
        var definition = (TaskState)program.Definition.States[step.State];
        var scope = state.Scopes[step.Scope];
        var key = definition.IsIdempotencyPerAttempt ? $"{state.Id}:{step.Number}:{step.Attempt}" : $"{state.Id}:{step.Number}";
        return new RunTask(
            step.Number,
            step.Attempt,
            StepIds.Of(scope, step.State, step.Visit),
            step.State,
            definition.Target.Kind == TaskResourceKind.Handler ? definition.Target.Name : definition.Resource,
            step.Input ?? scope.Data,
            step.Timeout,
            step.Redeliveries,
            key
        );
    }
}
