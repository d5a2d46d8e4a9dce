using System.Collections.Immutable;
using Workflows.Language.Data;

namespace Workflows.Core.State;

/// <summary>The branches of a Parallel, or the iterations of a Map, that are under way.</summary>
public sealed record FanOut
{
    /// <summary>How many branches or items there are.</summary>
    public required int Count { get; init; }

    /// <summary>What every branch begins with; of a Map, what its item selector sees.</summary>
    public required JsonData Input { get; init; }

    /// <summary>The items of a Map; null for a Parallel.</summary>
    public ItemList? Items { get; init; }

    /// <summary>How many scopes have been opened so far; they are opened in the order of their indexes.</summary>
    public int Started { get; init; }

    /// <summary>How many iterations failed and were tolerated.</summary>
    public int Failed { get; init; }

    /// <summary>How many iterations run at once; 0 for no limit.</summary>
    public int MaxConcurrency { get; init; }

    /// <summary>How many iterations may fail; null where the state does not say.</summary>
    public int? ToleratedCount { get; init; }

    /// <summary>Which share of the iterations may fail, 0 to 100; null where the state does not say.</summary>
    public double? ToleratedPercentage { get; init; }

    /// <summary>The outputs of the scopes that have ended, by index.</summary>
    public ImmutableSortedDictionary<int, JsonData> Outputs { get; init; } = ImmutableSortedDictionary<int, JsonData>.Empty;

    /// <summary>What the outputs weigh together, in bytes.</summary>
    public long OutputBytes { get; init; }

    /// <summary>How many scopes are open.</summary>
    public int Running => Started - Outputs.Count;

    /// <summary>Whether every branch or iteration has ended.</summary>
    public bool IsDone => Outputs.Count == Count;

    /// <summary>Whether another iteration may begin.</summary>
    public bool MayStartAnother => Started < Count && (MaxConcurrency == 0 || Running < MaxConcurrency);

    /// <summary>Whether the state says anything about tolerated failures.</summary>
    public bool HasTolerance => ToleratedCount is not null || ToleratedPercentage is not null;

    /// <summary>Whether one more failed iteration is within what the state tolerates: neither of its limits may be passed.</summary>
    public bool ToleratesAnother =>
        HasTolerance
        && (ToleratedCount is not { } count || Failed + 1 <= count)
        && (ToleratedPercentage is not { } share || (Failed + 1) * 100.0 <= share * Count);
}
