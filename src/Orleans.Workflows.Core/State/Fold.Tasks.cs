using Workflows.Core.Events;

namespace Workflows.Core.State;

/// <content>What becomes of the attempts of a task.</content>
public static partial class Fold
{
    private static ExecutionState Scheduled(ExecutionState draft, TaskScheduled happened)
    {
        var step = StepOf(draft, happened.Step);
        var isOutside = happened.Place != TaskPlace.Here;
        return Set(
            draft,
            step with
            {
                Phase = happened.Place == TaskPlace.Queue ? StepPhase.Outside : StepPhase.Running,
                Attempt = happened.Attempt,
                Input = happened.Input ?? step.Input ?? draft.Scopes[step.Scope].Data,
                Timeout = happened.Timeout,
                Place = happened.Place,
                Heartbeat = happened.Heartbeat,
                DueAt = isOutside ? happened.At + happened.Timeout : null,
                // While it stands in a queue nobody has it who could be silent.
                SilentUntil = isOutside && happened.Place != TaskPlace.Queue ? happened.At + happened.Heartbeat : null,
                Redeliveries = 0,
            }
        );
    }

    private static ExecutionState Submitted(ExecutionState draft, TaskSubmitted happened) =>
        Set(draft, StepOf(draft, happened.Step) with { Phase = StepPhase.Outside });

    private static ExecutionState HeardFrom(ExecutionState draft, TaskHeartbeat happened)
    {
        var step = StepOf(draft, happened.Step);
        return Set(draft, step with { SilentUntil = happened.At + step.Heartbeat });
    }

    private static ExecutionState Completed(ExecutionState draft, TaskCompleted happened) =>
        AttemptEnded(draft, StepOf(draft, happened.Step) with { Result = happened.Result });

    private static ExecutionState AttemptEnded(ExecutionState draft, OpenStep step) =>
        Set(draft, step with { Phase = StepPhase.Entered, DueAt = null, SilentUntil = null });

    private static ExecutionState RetryScheduled(ExecutionState draft, TaskRetryScheduled happened)
    {
        var step = StepOf(draft, happened.Step);
        var used = step.RetriesUsed;
        while (used.Length <= happened.Retrier)
            used = used.Add(0);
        return Set(
            draft,
            step with
            {
                Phase = StepPhase.Retrying,
                Attempt = happened.Attempt,
                DueAt = happened.DueAt,
                RetriesUsed = used.SetItem(happened.Retrier, used[happened.Retrier] + 1),
                Result = null,
                FailedExpression = null,
            }
        );
    }

    private static ExecutionState Redelivered(ExecutionState draft, TaskRedelivered happened) =>
        Set(draft, StepOf(draft, happened.Step) with { Redeliveries = happened.Count });

    /// <summary>A child that may run while its step is not interested any more has to be told.</summary>
    private static ExecutionState AbandonChildOf(ExecutionState draft, OpenStep step)
    {
        if (step is { Place: TaskPlace.Child, Phase: StepPhase.Running or StepPhase.Outside })
            draft.Abandoned = draft.Abandoned.Add(ChildIds.Of(draft.Id, step.Number, step.Attempt));
        return draft;
    }
}
