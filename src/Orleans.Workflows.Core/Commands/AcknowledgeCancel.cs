using Workflows.Core.Events;

namespace Workflows.Core.Commands;

/// <summary>A child that nobody waits for any more has been told to end, has ended before, or never was.</summary>
/// <param name="Child">The id of the child.</param>
public sealed record AcknowledgeCancel(string Child) : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        if (!transition.State.Abandoned.Contains(Child))
            return CommandAnswer.Unchanged;

        transition.Emit(new ChildCancelled(transition.Now, Child));
        return CommandAnswer.Accepted;
    }
}
