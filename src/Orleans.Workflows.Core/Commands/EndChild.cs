using Workflows.Core.State;
using Workflows.Core.States;
using Workflows.Core.Work;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Core.Commands;

/// <summary>The child execution that an attempt started has ended: its output becomes the attempt's result, its error the attempt's error.</summary>
/// <param name="Step">The step's number.</param>
/// <param name="Attempt">The attempt; the end of an older one's child changes nothing.</param>
/// <param name="End">How the child ended.</param>
public sealed record EndChild(int Step, int Attempt, ChildEnd End) : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        if (transition.FindAttempt(Step, Attempt) is not { Place: TaskPlace.Child } step)
            return CommandAnswer.Unchanged;

        var target = ((TaskState)transition.Program.StateOf(step)).Target;
        if (ChildResult.ErrorOf(target, step.Input!, End) is { } error)
            TaskStep.Fail(transition, step, error);
        else
            TaskStep.Complete(transition, step, ChildResult.Of(target, step.Input!, End));
        return CommandAnswer.Accepted;
    }
}
