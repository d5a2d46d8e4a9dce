using System.Collections.Immutable;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.Commands;

/// <summary>Begins an execution.</summary>
/// <param name="Id">The execution's id.</param>
/// <param name="Input">What it starts with.</param>
/// <param name="RequestHash">Hash of the request as it was sent.</param>
/// <param name="Tags">Labels.</param>
/// <param name="Timeout">Shortens the definition's timeout; null for none.</param>
/// <param name="Parent">Who waits for it; null for nobody.</param>
public sealed record StartExecution(
    string Id,
    JsonData Input,
    string RequestHash,
    ImmutableSortedDictionary<string, string> Tags,
    TimeSpan? Timeout,
    ExecutionParent? Parent
) : Command
{
    internal override CommandAnswer Decide(Transition transition)
    {
        if (transition.State.Status != ExecutionStatus.None)
            return CommandAnswer.Unchanged;

        var program = transition.Program;
        var timeout = Shorter(program.Definition.Timeout, Timeout);
        var deadline = timeout is null ? (DateTimeOffset?)null : Moments.After(transition.Now, timeout.Value);
        var secret = program.GivesTokens ? transition.Entropy.NextGuid() : (Guid?)null;
        transition.Emit(
            new ExecutionStarted(transition.Now, Id, program.Workflow, program.Version, Input, RequestHash, Tags, deadline, Parent, secret)
        );
        transition.GoTo(Scope.Top, program.Definition.Graph.StartAt);
        return CommandAnswer.Accepted;
    }

    private static TimeSpan? Shorter(TimeSpan? one, TimeSpan? other) =>
        one is null ? other
        : other is null ? one
        : one < other ? one
        : other;
}
