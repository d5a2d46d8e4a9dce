using System.Text.Json;
using Xunit.Abstractions;

namespace Workflows.Conformance;

public sealed class RatchetTests(ITestOutputHelper output)
{
    private const string Cases = "shared/conformance/asl-cases.jsonl";

    [Fact]
    public void No_group_of_the_recorded_cases_passes_less_than_before()
    {
        // The cases are not ours to ship: where they are not at hand there is nothing to compare with.
        if (Find(Cases) is not { } file)
        {
            output.WriteLine($"{Cases} is in no folder above this one: nothing was compared.");
            return;
        }

        var report = RecordedCases.Run(CommandLine.Parse([file]));
        var baseline = JsonSerializer.Deserialize<Dictionary<string, int>>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "baseline.json"))
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
