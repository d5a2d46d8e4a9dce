using Workflows.Conformance.Cases;
using Workflows.Conformance.Reports;

namespace Workflows.Conformance;

/// <summary>The command without a name: a file of cases recorded from AWS.</summary>
internal static class RecordedCases
{
    /// <summary>Runs every case of the file.</summary>
    public static Report Run(CommandLine line) =>
        Summarize(
            ConformanceCase
                .ReadFile(line.Path)
                .Where(one => one.Id.Contains(line.Filter, StringComparison.OrdinalIgnoreCase))
                .Select(CaseRunner.Run)
                .ToList(),
            line.ShowsHistories
        );

    private static Report Summarize(IReadOnlyList<CaseResult> results, bool showsHistories)
    {
        var report = new Report();
        foreach (var result in results)
            report.Add(
                new ReportedCase(result.Case.Id, $"{result.Case.Class} {result.Case.Level}", result.Difference, result.HistoryDifference)
            );

        var histories = results.Where(result => result.Case.Level == "history").ToList();
        if (histories.Count > 0)
            report.AddLine(
                $"equal event lists: {histories.Count(result => result is { Passed: true, HistoryDifference: null })}/{histories.Count}"
            );
        report.ShowsSecondary = showsHistories;
        return report;
    }
}
