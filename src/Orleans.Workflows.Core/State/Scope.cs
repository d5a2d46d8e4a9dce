using System.Collections.Immutable;
using Workflows.Language.Data;

namespace Workflows.Core.State;

/// <summary>
/// One run through a graph: the execution's own (number 0), and one for each branch and iteration. It carries the data, and at most one open step.
/// </summary>
public sealed record Scope
{
    /// <summary>The number of the top scope.</summary>
    public const int Top = 0;

    private static readonly ImmutableSortedDictionary<string, JsonData> NoVariables = ImmutableSortedDictionary.Create<string, JsonData>(
        StringComparer.Ordinal
    );

    /// <summary>The scope's number.</summary>
    public required int Number { get; init; }

    /// <summary>The value of <c>$</c>: what the open step was entered with.</summary>
    public required JsonData Data { get; init; }

    /// <summary>Whether it carries data of its own: not those that the step around it gave to it, which that step has anyway.</summary>
    public bool HasOwnData { get; init; }

    /// <summary>The step that opened this scope; 0 for the top scope.</summary>
    public int ParentStep { get; init; }

    /// <summary>The branch or iteration, counted from 0.</summary>
    public int Index { get; init; }

    /// <summary>What stands before the ids of its steps: empty for the top scope, for a branch for example <c>fan_out[1]/</c>.</summary>
    public string Path { get; init; } = "";

    /// <summary>How often each state was entered in this scope.</summary>
    public VisitCounts Visits { get; init; }

    /// <summary>What it carries itself, in bytes.</summary>
    public long OwnBytes => (HasOwnData ? Data.Size : 0) + (Variables.IsEmpty ? 0 : Variables.Values.Sum(static value => (long)value.Size));

    /// <summary>The variables that its states assigned; those of the scopes around it can be read, too.</summary>
    public ImmutableSortedDictionary<string, JsonData> Variables { get; init; } = NoVariables;
}
