using System.Collections.Immutable;
using Workflows.Core.Events;
using Workflows.Core.State;

namespace Workflows.Core;

/// <summary>How a command was taken.</summary>
public enum CommandAnswer
{
    /// <summary>No answer; rejected.</summary>
    None = 0,

    /// <summary>It made a transition.</summary>
    Accepted,

    /// <summary>It changes nothing: it came late, early or again.</summary>
    Unchanged,

    /// <summary>The execution has already ended otherwise.</summary>
    AlreadyEnded,

    /// <summary>The execution cannot take it: too much waits already, or it stands otherwise than the command needs.</summary>
    Refused,
}

/// <summary>What <see cref="Interpreter.Decide"/> gives: events to append in one row, and what holds once they are.</summary>
/// <param name="Answer">How the command was taken.</param>
/// <param name="Events">The events; empty when nothing changes.</param>
/// <param name="State">The state after them.</param>
/// <param name="TouchedSteps">The steps whose outstanding work may have changed, without repeats; see <see cref="Work.Outstanding"/>.</param>
public sealed record Decision(
    CommandAnswer Answer,
    ImmutableArray<ExecutionEvent> Events,
    ExecutionState State,
    ImmutableArray<int> TouchedSteps
);
