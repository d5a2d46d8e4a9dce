using System.Collections.Immutable;
using Workflows.Core.Events;
using Workflows.Language.Data;

namespace Workflows.Core.State;

/// <summary>An execution as its history tells it. Immutable once it is handed out: only <see cref="Fold"/> sets anything, on a copy that nobody else has seen.</summary>
public sealed record ExecutionState
{
    private static readonly ExecutionStarted Nothing = new(
        default,
        "",
        "",
        "",
        JsonData.Null,
        "",
        ImmutableSortedDictionary<string, string>.Empty,
        null,
        null
    );

    private static readonly ImmutableSortedSet<string> NoTexts = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>An execution of which nothing is recorded yet.</summary>
    public static readonly ExecutionState NotStarted = new();

    /// <summary>What never changes: the event that everything began with. Of an execution that has not started, an empty one.</summary>
    public ExecutionStarted Started { get; internal set; } = Nothing;

    /// <summary>How it stands.</summary>
    public ExecutionStatus Status { get; internal set; }

    /// <summary>Which run of the history this is; a redrive begins another.</summary>
    public int Run { get; internal set; } = 1;

    /// <summary>The sequence of the last event; events count from 1 without gaps.</summary>
    public long LastSequence { get; internal set; }

    /// <summary>What the history weighs, in bytes, about.</summary>
    public long HistoryBytes { get; internal set; }

    /// <summary>
    /// What the execution carries now, in bytes: the data and variables of its scopes, the outputs of branches and iterations that have ended, and what its compensations need.
    /// </summary>
    public long CarriedBytes { get; internal set; }

    /// <summary>What the events weigh that no state has taken yet, in bytes.</summary>
    public long InboxBytes { get; internal set; }

    /// <summary>The time of the last event.</summary>
    public DateTimeOffset LastAt { get; internal set; }

    /// <summary>The highest step number that was given.</summary>
    public int LastStep { get; internal set; }

    /// <summary>The highest scope number that was given.</summary>
    public int LastScope { get; internal set; }

    /// <summary>The live scopes by number.</summary>
    public NumberedDictionary<Scope> Scopes { get; internal set; }

    /// <summary>The open steps by number.</summary>
    public NumberedDictionary<OpenStep> Steps { get; internal set; }

    /// <summary>The steps that were open when the execution ended badly; a redrive goes on with them.</summary>
    public NumberedDictionary<OpenStep> StoppedSteps { get; internal set; }

    /// <summary>Events that came and that no state has taken yet, in order.</summary>
    public ImmutableList<PendingEvent> Inbox { get; internal set; } = [];

    /// <summary>The senders' ids of all events that came.</summary>
    public ImmutableSortedSet<string> EventIds { get; internal set; } = NoTexts;

    /// <summary>The tasks that have to be undone if the execution fails, in the order of their completion.</summary>
    public ImmutableList<Undoable> Undoables { get; internal set; } = [];

    /// <summary>How the undoing stands, or ended; null where nothing was undone.</summary>
    public CompensationProgress? Compensation { get; internal set; }

    /// <summary>Children that nobody waits for any more, and that have not been told so yet.</summary>
    public ImmutableSortedSet<string> Abandoned { get; internal set; } = NoTexts;

    /// <summary>Whether the parent knows how this execution ended.</summary>
    public bool IsParentNotified { get; internal set; }

    /// <summary>When the whole execution times out; null for never.</summary>
    public DateTimeOffset? Deadline { get; internal set; }

    /// <summary>How it ended; null while it has not.</summary>
    public ExecutionEnding? Ending { get; internal set; }

    /// <summary>The step whose error ended it, or made it compensate; null where none did.</summary>
    public FailedStep? FailedStep { get; internal set; }

    /// <summary>The execution's id.</summary>
    public string Id => Started.Id;

    /// <summary>The name of its workflow.</summary>
    public string Workflow => Started.Workflow;

    /// <summary>The version it is pinned to.</summary>
    public string Version => Started.Version;

    /// <summary>What it was started with.</summary>
    public JsonData Input => Started.Input;

    /// <summary>Hash of the request that started it, by which a repeated start is told from another one.</summary>
    public string RequestHash => Started.RequestHash;

    /// <summary>Labels given at the start.</summary>
    public ImmutableSortedDictionary<string, string> Tags => Started.Tags;

    /// <summary>The execution that waits for this one; null for none.</summary>
    public ExecutionParent? Parent => Started.Parent;

    /// <summary>When it started.</summary>
    public DateTimeOffset StartedAt => Started.At;

    /// <summary>When the present run began: at the start, or at the last redrive.</summary>
    public DateTimeOffset RunStartedAt { get; internal set; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt => Ending?.At;

    /// <summary>Whether it has ended and still owes somebody a word.</summary>
    public bool Owes => Status.IsEnded() && (Abandoned.Count > 0 || (Parent is not null && !IsParentNotified));

    /// <summary>The output; null unless it succeeded.</summary>
    public JsonData? Output => Status == ExecutionStatus.Succeeded ? Scopes[Scope.Top].Data : null;

    /// <summary>The error's name; null for none.</summary>
    public string? Error => Ending?.Error;

    /// <summary>The error's cause, or the reason of a cancellation; null for none.</summary>
    public string? Cause => Ending?.Cause;
}

/// <summary>How an execution ended.</summary>
/// <param name="At">When.</param>
/// <param name="Error">The error's name; null for none.</param>
/// <param name="Cause">The error's cause, or the reason of a cancellation; null for none.</param>
public sealed record ExecutionEnding(DateTimeOffset At, string? Error, string? Cause);
