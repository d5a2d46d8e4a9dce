using System.Collections.Immutable;
using Workflows.Language.Data;

namespace Workflows.Core.State;

/// <summary>An execution as its history tells it. Immutable; only <see cref="Fold"/> makes a changed one.</summary>
public sealed record ExecutionState
{
    /// <summary>An execution of which nothing is recorded yet.</summary>
    public static readonly ExecutionState NotStarted = new();

    /// <summary>The execution's id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The name of its workflow.</summary>
    public string Workflow { get; init; } = "";

    /// <summary>The version it is pinned to.</summary>
    public string Version { get; init; } = "";

    /// <summary>What it was started with.</summary>
    public JsonData Input { get; init; } = JsonData.Null;

    /// <summary>Hash of the request that started it, by which a repeated start is told from another one.</summary>
    public string RequestHash { get; init; } = "";

    /// <summary>Labels given at the start.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The execution that waits for this one; null for none.</summary>
    public ExecutionParent? Parent { get; init; }

    /// <summary>When it started.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the whole execution times out; null for never.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How it stands.</summary>
    public ExecutionStatus Status { get; init; }

    /// <summary>Which run of the history this is; a redrive begins another.</summary>
    public int Run { get; init; } = 1;

    /// <summary>The sequence of the last event; events count from 1 without gaps.</summary>
    public long LastSequence { get; init; }

    /// <summary>The time of the last event.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The output; null unless it succeeded.</summary>
    public JsonData? Output { get; init; }

    /// <summary>The error's name; null for none.</summary>
    public string? Error { get; init; }

    /// <summary>The error's cause, or the reason of a cancellation; null for none.</summary>
    public string? Cause { get; init; }

    /// <summary>The highest step number that was given.</summary>
    public int LastStep { get; init; }

    /// <summary>The live scopes by number.</summary>
    public ImmutableSortedDictionary<int, Scope> Scopes { get; init; } = ImmutableSortedDictionary<int, Scope>.Empty;

    /// <summary>The open steps by number.</summary>
    public ImmutableSortedDictionary<int, OpenStep> Steps { get; init; } = ImmutableSortedDictionary<int, OpenStep>.Empty;
}
