using Workflows.Core.Events;
using Workflows.Core.State;

namespace Workflows.Core.Commands;

/// <summary>The parent has recorded how this execution ended, or is not interested.</summary>
public sealed record AcknowledgeParent : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        var state = transition.State;
        if (!state.Status.IsEnded() || state.Parent is null || state.IsParentNotified)
            return CommandAnswer.Unchanged;

        transition.Emit(new ParentNotified(transition.Now));
        return CommandAnswer.Accepted;
    }
}
