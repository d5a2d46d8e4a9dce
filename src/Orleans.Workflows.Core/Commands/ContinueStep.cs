namespace Workflows.Core.Commands;

/// <summary>Goes on with a step at which a decision had to end because it had grown too large; see <see cref="Work.Continuation"/>.</summary>
/// <param name="Step">The step's number.</param>
public sealed record ContinueStep(int Step) : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        if (!transition.State.Steps.TryGetValue(Step, out var step) || !step.IsInterrupted)
            return CommandAnswer.Unchanged;

        transition.Continue(step);
        return CommandAnswer.Accepted;
    }
}
