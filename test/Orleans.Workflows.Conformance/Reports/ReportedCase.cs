namespace Workflows.Conformance.Reports;

/// <summary>A case of any suite.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Group">What it is counted with.</param>
/// <param name="Difference">What differs; null when it passed.</param>
/// <param name="SecondDifference">What differs in what is counted apart.</param>
internal sealed record ReportedCase(string Id, string Group, string? Difference, string? SecondDifference = null);
