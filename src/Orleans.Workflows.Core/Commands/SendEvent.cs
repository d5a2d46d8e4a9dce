using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Core.States;
using Workflows.Language.Data;

namespace Workflows.Core.Commands;

/// <summary>Somebody sends an event to the execution: a state that waits for it takes it, else it is kept.</summary>
/// <param name="Name">The name.</param>
/// <param name="Payload">What it carries.</param>
/// <param name="Id">The sender's id, by which a repeat is known; null for none.</param>
/// <param name="Correlation">What a waiting state may ask for; null for nothing.</param>
public sealed record SendEvent(string Name, JsonData Payload, string? Id, JsonData? Correlation) : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        var state = transition.State;
        if (Id is not null && state.EventIds.Contains(Id))
            return CommandAnswer.Unchanged;
        if (state.Status != ExecutionStatus.Running)
            return CommandAnswer.AlreadyEnded;
        var received = new EventReceived(transition.Now, Id, Name, Correlation, Payload);
        if (IsTooMuch(state, transition.Program.Limits, received))
            return CommandAnswer.Refused;

        transition.Emit(received);
        EventStep.Offer(transition, transition.State.Inbox[^1]);
        return CommandAnswer.Accepted;
    }

    // What outsiders send must neither pile up nor use up the history that the execution itself needs.
    private static bool IsTooMuch(ExecutionState state, ExecutionLimits limits, EventReceived received) =>
        state.HistoryBytes + received.Bytes > limits.MaxHistoryBytes
        || state.LastSequence >= limits.MaxEvents
        || (
            (state.Inbox.Count >= limits.MaxPendingEvents || state.InboxBytes + received.Bytes > limits.MaxPendingEventBytes)
            && EventStep.FindListener(state, received.Name, received.Correlation) is null
        );
}
