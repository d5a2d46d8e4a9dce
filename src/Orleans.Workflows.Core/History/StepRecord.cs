using System.Collections.Immutable;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Core.History;

/// <summary>How a step stands, or ended.</summary>
public enum StepStatus
{
    /// <summary>No status; rejected.</summary>
    None = 0,

    /// <summary>At work.</summary>
    Running,

    /// <summary>Waits for a moment or for somebody.</summary>
    Waiting,

    /// <summary>Waits for its next attempt.</summary>
    Retrying,

    /// <summary>Left on its ordinary way.</summary>
    Succeeded,

    /// <summary>Ended its scope with an error.</summary>
    Failed,

    /// <summary>Left through a catcher.</summary>
    Caught,

    /// <summary>Ended its scope because its timeout was over.</summary>
    TimedOut,

    /// <summary>Ended from outside.</summary>
    Cancelled,
}

/// <summary>How an attempt stands, or ended.</summary>
public enum AttemptStatus
{
    /// <summary>No status; rejected.</summary>
    None = 0,

    /// <summary>Due or at work.</summary>
    Running,

    /// <summary>Brought a result.</summary>
    Succeeded,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Took too long.</summary>
    TimedOut,

    /// <summary>Ended from outside.</summary>
    Cancelled,
}

/// <summary>One visit of a state, as the history tells it.</summary>
public sealed record StepRecord
{
    /// <summary>The id as people see it, for example <c>ship~2</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The step's number.</summary>
    public required int Number { get; init; }

    /// <summary>The name of the state.</summary>
    public required string State { get; init; }

    /// <summary>The type of the state; None where the definition is gone.</summary>
    public required StateKind Kind { get; init; }

    /// <summary>Who does the work; null where nobody does.</summary>
    public string? Resource { get; init; }

    /// <summary>How it stands.</summary>
    public required StepStatus Status { get; init; }

    /// <summary>The task's input; of other states the raw input.</summary>
    public required JsonData Input { get; init; }

    /// <summary>The data it was left with; null while it is open or when it failed.</summary>
    public JsonData? Output { get; init; }

    /// <summary>An object with the variables that it assigned; null for none.</summary>
    public JsonData? Variables { get; init; }

    /// <summary>The last error's name; null for none.</summary>
    public string? Error { get; init; }

    /// <summary>The last error's cause; null for none.</summary>
    public string? Cause { get; init; }

    /// <summary>The state that followed; null for none.</summary>
    public string? Next { get; init; }

    /// <summary>When it was entered.</summary>
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>When it was left; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The end of its wait, or when its next attempt is due; null for none.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>The id of the step that this one undoes; null for an ordinary step.</summary>
    public string? Undoes { get; init; }

    /// <summary>What its input and output weigh together, in bytes.</summary>
    public long Bytes => Input.Size + (Output?.Size ?? 0);

    /// <summary>Its attempts in order.</summary>
    public ImmutableList<AttemptRecord> Attempts { get; init; } = [];
}

/// <summary>One attempt of a task.</summary>
/// <param name="Attempt">Counted from 1.</param>
/// <param name="Status">How it stands.</param>
/// <param name="StartedAt">When it was recorded as due.</param>
/// <param name="EndedAt">When it ended; null while it runs.</param>
/// <param name="Error">The error's name; null for none.</param>
/// <param name="Cause">The error's cause; null for none.</param>
public sealed record AttemptRecord(
    int Attempt,
    AttemptStatus Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string? Error,
    string? Cause
);
