namespace Workflows.Conformance.Cases;

/// <summary>What became of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Difference">What differs; null when it passed.</param>
internal sealed record CaseResult(ConformanceCase Case, string? Difference)
{
    /// <summary>Whether it passed.</summary>
    public bool Passed => Difference is null;

    /// <summary>What differs first in the whole list of events; null when nothing does, or where there is none to compare.</summary>
    public string? HistoryDifference { get; init; }
}
