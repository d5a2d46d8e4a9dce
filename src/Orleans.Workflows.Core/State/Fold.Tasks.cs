using Workflows.Core.Events;

namespace Workflows.Core.State;

/// <content>What becomes of the attempts of a task.</content>
public static partial class Fold
{
    private static ExecutionState Scheduled(ExecutionState state, TaskScheduled happened)
    {
        var step = StepOf(state, happened.Step);
        var isOutside = happened.Place != TaskPlace.Here;
        return With(
            state,
            step with
            {
                Phase = happened.Place == TaskPlace.Queue ? StepPhase.Outside : StepPhase.Running,
                Attempt = happened.Attempt,
                Input = happened.Input ?? step.Input ?? state.Scopes[step.Scope].Data,
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

    private static ExecutionState Submitted(ExecutionState state, TaskSubmitted happened) =>
        With(state, StepOf(state, happened.Step) with { Phase = StepPhase.Outside });

    private static ExecutionState HeardFrom(ExecutionState state, TaskHeartbeat happened)
    {
        var step = StepOf(state, happened.Step);
        return With(state, step with { SilentUntil = happened.At + step.Heartbeat });
    }

    private static ExecutionState Completed(ExecutionState state, TaskCompleted happened) =>
        AttemptEnded(state, StepOf(state, happened.Step) with { Result = happened.Result });

    private static ExecutionState AttemptEnded(ExecutionState state, OpenStep step) =>
        With(state, step with { Phase = StepPhase.Entered, DueAt = null, SilentUntil = null });

    private static ExecutionState RetryScheduled(ExecutionState state, TaskRetryScheduled happened)
    {
        var step = StepOf(state, happened.Step);
        var used = step.RetriesUsed;
        while (used.Length <= happened.Retrier)
            used = used.Add(0);
        return With(
            state,
            step with
            {
                Phase = StepPhase.Retrying,
                Attempt = happened.Attempt,
                DueAt = happened.DueAt,
                RetriesUsed = used.SetItem(happened.Retrier, used[happened.Retrier] + 1),
                Result = null,
            }
        );
    }

    private static ExecutionState Redelivered(ExecutionState state, TaskRedelivered happened) =>
        With(state, StepOf(state, happened.Step) with { Redeliveries = happened.Count });

    /// <summary>A child that may run while its step is not interested any more has to be told.</summary>
    private static ExecutionState AbandonChildOf(ExecutionState state, OpenStep step) =>
        step is { Place: TaskPlace.Child, Phase: StepPhase.Running or StepPhase.Outside }
            ? state with
            {
                Abandoned = state.Abandoned.Add(ChildIds.Of(state.Id, step.Number, step.Attempt)),
            }
            : state;
}
