using System.Globalization;
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
        for (var slot = OutstandingWork.ParentSlot; slot <= StartTimer.ExecutionTimeout; slot++)
        {
            if (OfStep(program, state, slot) is { } work)
                yield return work;
        }

        foreach (var step in state.Steps)
        {
            if (OfStep(program, state, step.Key) is { } work)
                yield return work;
        }
    }

    /// <summary>The work that one step waits for; null when it waits for none, or is not open any more.</summary>
    /// <param name="number">The step's number, or one of the slots that stand in place of a step.</param>
    public static OutstandingWork? OfStep(WorkflowProgram program, ExecutionState state, int number)
    {
        if (number <= StartTimer.ExecutionTimeout)
            return OfSlot(state, number);
        if (state.Status.IsEnded() || !state.Steps.TryGetValue(number, out var step))
            return null;

        if (step.IsInterrupted)
            return new Continuation(number, step.FanOut?.Started ?? 0);
        return step.Phase switch
        {
            StepPhase.Running => Attempt(program, state, step),
            StepPhase.Outside => AttemptOutside(program, state, step),
            StepPhase.Waiting or StepPhase.Retrying or StepPhase.Listening => Timer(step),
            StepPhase.FannedOut => null,
            StepPhase.Entered => throw new InvalidOperationException(
                $"Step {number} has only been entered, and is not to be gone on with."
            ),
            StepPhase.None => throw new InvalidOperationException($"Step {number} is in no phase."),
        };
    }

    private static OutstandingWork? OfSlot(ExecutionState state, int slot) =>
        slot switch
        {
            StartTimer.ExecutionTimeout => state is { Status: ExecutionStatus.Running, Deadline: { } deadline }
                ? new StartTimer(slot, 0, deadline)
                : null,
            OutstandingWork.AbandonedSlot => state.Abandoned.IsEmpty ? null : new CancelChild(state.Abandoned[0]),
            _ => state is { Parent: { } parent, IsParentNotified: false } && state.Status.IsEnded() ? new NotifyParent(parent) : null,
        };

    private static OutstandingWork Attempt(WorkflowProgram program, ExecutionState state, OpenStep step)
    {
        var task = program.TaskOf(step);
        if (step.Place == TaskPlace.Child || task.Target.Kind == TaskResourceKind.StartExecution)
            return Child(state, step, task);

        var (resource, input) = TaskCall.Of(task.Target, step.Input!);
        var isHere = step.Place == TaskPlace.Here;
        return new RunTask(
            step.Number,
            step.Attempt,
            resource,
            input,
            isHere ? step.Timeout : null,
            isHere ? step.Heartbeat : null,
            step.Redeliveries,
            isHere ? null : TaskTokens.Create(state, step.Number, step.Attempt)
        )
        {
            StepId = StepIds.Of(state, step),
            State = step.State,
            Target = task.Target,
            TaskInput = step.Input!,
            IdempotencyKey = KeyOf(state, step, task),
            WakeAt = step.NextDue,
        };
    }

    private static StartChild Child(ExecutionState state, OpenStep step, TaskState task)
    {
        var target = task.Target;
        var (workflow, version, input) = TaskCall.ChildOf(target, step.Input!);
        return new StartChild(
            step.Number,
            step.Attempt,
            ChildIds.Of(state.Id, step.Number, step.Attempt),
            workflow,
            version,
            input,
            target.Completion,
            IsLinked: target.Kind == TaskResourceKind.Workflow || target.Completion is TaskCompletion.Job or TaskCompletion.JobWithJson
        )
        {
            StepId = StepIds.Of(state, step),
            State = step.State,
            Target = target,
            TaskInput = step.Input!,
            IdempotencyKey = KeyOf(state, step, task),
            WakeAt = step.NextDue,
        };
    }

    private static OutstandingWork? AttemptOutside(WorkflowProgram program, ExecutionState state, OpenStep step)
    {
        if (step.Place == TaskPlace.Child)
            return new AwaitChild(step.Number, step.Attempt, ChildIds.Of(state.Id, step.Number, step.Attempt)) { WakeAt = step.NextDue };
        if (step.Place != TaskPlace.Queue)
            return Timer(step);

        var task = program.TaskOf(step);
        return new OfferTask(
            step.Number,
            step.Attempt,
            task.Target.Name,
            step.Heartbeat,
            TaskTokens.Create(state, step.Number, step.Attempt)
        )
        {
            StepId = StepIds.Of(state, step),
            State = step.State,
            Target = task.Target,
            TaskInput = step.Input!,
            IdempotencyKey = KeyOf(state, step, task),
            WakeAt = step.NextDue,
        };
    }

    private static StartTimer? Timer(OpenStep step) => step.NextDue is { } dueAt ? new StartTimer(step.Number, step.Attempt, dueAt) : null;

    private static string KeyOf(ExecutionState state, OpenStep step, TaskState task) =>
        // Whoever knows what it has read must not take the outputs for the same request.
        step.FanOut
            is not null
            ? string.Create(CultureInfo.InvariantCulture, $"{state.Id}:{step.Number}:results")
        : task.IsIdempotencyPerAttempt ? string.Create(CultureInfo.InvariantCulture, $"{state.Id}:{step.Number}:{step.Attempt}")
        : string.Create(CultureInfo.InvariantCulture, $"{state.Id}:{step.Number}");
}
