using Workflows.Core.Events;
using Workflows.Language.Data;

namespace Workflows.Core.State;

/// <content>Events from outside.</content>
public static partial class Fold
{
    private static ExecutionState Awaited(ExecutionState state, EventAwaited happened) =>
        With(
            state,
            StepOf(state, happened.Step) with
            {
                Phase = StepPhase.Listening,
                Awaited = new AwaitedEvent(happened.Name, happened.Correlation),
                DueAt = happened.DueAt,
            }
        );

    private static ExecutionState Received(ExecutionState state, EventReceived happened) =>
        state with
        {
            Inbox = state.Inbox.Add(new PendingEvent(state.LastSequence + 1, happened.Name, happened.Correlation, happened.Payload)),
            EventIds = happened.Id is { } id ? state.EventIds.Add(id) : state.EventIds,
        };

    private static ExecutionState Consumed(ExecutionState state, EventConsumed happened)
    {
        var place = state.Inbox.FindIndex(pending => pending.Sequence == happened.Event);
        if (place < 0)
            throw new InvalidOperationException(
                $"Execution {state.Id}: step {happened.Step} takes event {happened.Event}, which is not there."
            );

        var taken = state with { Inbox = state.Inbox.RemoveAt(place) };
        return StoppedListening(taken, StepOf(state, happened.Step), state.Inbox[place].Payload);
    }

    private static ExecutionState StoppedListening(ExecutionState state, OpenStep step, JsonData? payload) =>
        With(state, step with { Phase = StepPhase.Entered, Awaited = null, DueAt = null, Result = payload });
}
