using System.Text.Json;
using Workflows.Conformance.Collected;
using Workflows.Conformance.Reports;
using Xunit.Abstractions;

namespace Workflows.Conformance;

public sealed class RatchetTests(ITestOutputHelper output)
{
    [Fact]
    public void No_group_of_the_recorded_cases_passes_less_than_before() =>
        Compare("shared/conformance/asl-cases.jsonl", file => RecordedCases.Run(CommandLine.Parse([file])), "baseline.json");

    [Fact]
    public void No_group_of_the_collected_cases_passes_less_than_before() =>
        Compare("shared/cases/cases.jsonl", file => CollectedCases.Run(CommandLine.Parse(["collected", file])), "collected-baseline.json");

    private void Compare(string cases, Func<string, Report> run, string committedCounts)
    {
        // The cases are not ours to ship: where they are not at hand there is nothing to compare with.
        if (Find(cases) is not { } file)
        {
            output.WriteLine($"{cases} is in no folder above this one: nothing was compared.");
            return;
        }

        var report = run(file);
        var baseline = JsonSerializer.Deserialize<Dictionary<string, int>>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, committedCounts))
        )!;
        var fallen =
            from committed in baseline
            let passed = report.PassedByGroup.GetValueOrDefault(committed.Key)
            where passed < committed.Value
            select $"{committed.Key}: {passed} passed, {committed.Value} did before";
        Assert.Empty(fallen);
    }

    private static string? Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, path)))
                return Path.Combine(folder.FullName, path);
        }

        return null;
    }
}
