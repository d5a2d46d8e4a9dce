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
        if (state.Inbox.Count >= transition.Program.Limits.MaxPendingEvents && EventStep.FindListener(state, Name, Correlation) is null)
            return CommandAnswer.Refused;

        transition.Emit(new EventReceived(transition.Now, Id, Name, Correlation, Payload));
        EventStep.Offer(transition, transition.State.Inbox[^1]);
        return CommandAnswer.Accepted;
    }
}
