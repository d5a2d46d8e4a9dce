using Workflows.Core.Events;
using Workflows.Language.Data;

namespace Workflows.Core.State;

/// <content>Events from outside.</content>
public static partial class Fold
{
    private static ExecutionState Awaited(ExecutionState draft, EventAwaited happened) =>
        Set(
            draft,
            StepOf(draft, happened.Step) with
            {
                Phase = StepPhase.Listening,
                Awaited = new AwaitedEvent(happened.Name, happened.Correlation),
                DueAt = happened.DueAt,
            }
        );

    private static ExecutionState Received(ExecutionState draft, EventReceived happened)
    {
        draft.Inbox = draft.Inbox.Add(new PendingEvent(draft.LastSequence + 1, happened.Name, happened.Correlation, happened.Payload));
        draft.InboxBytes += draft.Inbox[^1].Bytes;
        if (happened.Id is { } id)
            draft.EventIds = draft.EventIds.Add(id);
        return draft;
    }

    private static ExecutionState Consumed(ExecutionState draft, EventConsumed happened)
    {
        var place = draft.Inbox.FindIndex(pending => pending.Sequence == happened.Event);
        if (place < 0)
            throw new InvalidOperationException(
                $"Execution {draft.Id}: step {happened.Step} takes event {happened.Event}, which is not there."
            );

        var taken = draft.Inbox[place];
        draft.Inbox = draft.Inbox.RemoveAt(place);
        draft.InboxBytes -= taken.Bytes;
        return StoppedListening(draft, StepOf(draft, happened.Step), taken.Payload);
    }

    private static ExecutionState StoppedListening(ExecutionState draft, OpenStep step, JsonData? payload) =>
        Set(draft, step with { Phase = StepPhase.Entered, Awaited = null, DueAt = null, Result = payload });
}
