using System.Collections.Immutable;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.Events;

/// <summary>The execution began; the first event of every history.</summary>
/// <param name="Deadline">When the whole execution times out; null for never.</param>
/// <param name="Parent">Who waits for it; null for nobody.</param>
/// <param name="Secret">What the tokens of its callbacks and workers are made with; null where the definition needs none.</param>
public sealed record ExecutionStarted(
    DateTimeOffset At,
    string Id,
    string Workflow,
    string Version,
    JsonData Input,
    string RequestHash,
    ImmutableSortedDictionary<string, string> Tags,
    DateTimeOffset? Deadline,
    ExecutionParent? Parent,
    Guid? Secret = null
) : ExecutionEvent(EventKind.ExecutionStarted, At, 0)
{
    private protected override int ValueBytes => Input.Size;
}

/// <summary>The execution ended well; its output is the data of the top scope.</summary>
public sealed record ExecutionSucceeded(DateTimeOffset At) : ExecutionEvent(EventKind.ExecutionSucceeded, At, 0);

/// <summary>The execution ended with an error.</summary>
/// <param name="Step">The step that failed; 0 for none.</param>
/// <param name="Error">The error's name; null where a Fail state gives none.</param>
public sealed record ExecutionFailed(DateTimeOffset At, int Step, string? Error, string? Cause)
    : ExecutionEvent(EventKind.ExecutionFailed, At, Step)
{
    private protected override int ValueBytes => Cause?.Length ?? 0;
}

/// <summary>The timeout of the whole execution was over.</summary>
public sealed record ExecutionTimedOut(DateTimeOffset At) : ExecutionEvent(EventKind.ExecutionTimedOut, At, 0);

/// <summary>Somebody cancelled the execution.</summary>
/// <param name="Cause">The reason; null for none.</param>
public sealed record ExecutionCancelled(DateTimeOffset At, string? Cause) : ExecutionEvent(EventKind.ExecutionCancelled, At, 0)
{
    private protected override int ValueBytes => Cause?.Length ?? 0;
}

/// <summary>An execution that had ended badly goes on from where it stopped: a new run of the same history.</summary>
/// <param name="Run">The number of the run; the first is 1.</param>
/// <param name="Deadline">When the whole execution times out now; null for never.</param>
public sealed record ExecutionRedriven(DateTimeOffset At, int Run, DateTimeOffset? Deadline)
    : ExecutionEvent(EventKind.ExecutionRedriven, At, 0);
