using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Conformance.Reports;

/// <summary>What a suite gave: what differs, a line per group, and <c>N/M</c> last.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly List<ReportedCase> cases = [];
    private readonly List<string> lines = [];

    /// <summary>Whether what is counted apart is printed, too.</summary>
    public bool ShowsSecondary { get; set; }

    /// <summary>How many passed, by group.</summary>
    public IReadOnlyDictionary<string, int> PassedByGroup =>
        cases
            .GroupBy(one => one.Group, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(one => one.Difference is null), StringComparer.Ordinal);

    /// <summary>Adds a case.</summary>
    public void Add(ReportedCase one) => cases.Add(one);

    /// <summary>Adds a line before the last one.</summary>
    public void AddLine(string line) => lines.Add(line);

    /// <summary>Prints it, and writes the file that was asked for.</summary>
    public async Task WriteAsync(CommandLine line)
    {
        foreach (var one in cases)
        {
            if (one.Difference is not null)
                Console.WriteLine($"FAIL {one.Id}\n     {one.Difference}");
            else if (ShowsSecondary && one.SecondDifference is not null)
                Console.WriteLine($"apart {one.Id}\n     {one.SecondDifference}");
        }

        foreach (var group in cases.GroupBy(one => one.Group, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            Console.WriteLine($"{group.Key}: {group.Count(one => one.Difference is null)}/{group.Count()}");
        lines.ForEach(Console.WriteLine);
        Console.WriteLine($"{cases.Count(one => one.Difference is null)}/{cases.Count}");
        if (line.Json is not null)
            await File.WriteAllTextAsync(line.Json, ToJson().ToJsonString(Indented));
    }

    private JsonArray ToJson() =>
        [
            .. cases.Select(one => new JsonObject
            {
                ["id"] = one.Id,
                ["group"] = one.Group,
                ["passed"] = one.Difference is null,
                ["difference"] = one.Difference,
                ["secondDifference"] = one.SecondDifference,
            }),
        ];
}
