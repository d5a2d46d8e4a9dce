using System.Text;
using System.Text.Json;
using Workflows.Conformance.Reports;
using Workflows.Conformance.Running;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Paths;

namespace Workflows.Conformance.Suites;

/// <summary>The public compliance suite for RFC 9535, or any array of <c>{selector, document, result | results | invalid_selector}</c>.</summary>
internal static class JsonPathSuite
{
    /// <summary>Runs every case of the file.</summary>
    public static Report Run(CommandLine line)
    {
        var root = JsonDocument.Parse(File.ReadAllText(line.Path)).RootElement;
        var cases = root.ValueKind == JsonValueKind.Object ? root.GetProperty("tests") : root;
        var report = new Report();
        foreach (var one in cases.EnumerateArray())
        {
            var selector = one.GetProperty("selector").GetString()!;
            var name = one.TryGetProperty("name", out var given) ? given.GetString()! : selector;
            if (name.Contains(line.Filter, StringComparison.OrdinalIgnoreCase))
                report.Add(new ReportedCase(name, "jsonpath", Difference(one, selector)));
        }

        return report;
    }

    private static string? Difference(JsonElement one, string selector)
    {
        var isInvalid = one.TryGetProperty("invalid_selector", out var invalid) && invalid.GetBoolean();
        if (!JsonPath.TryParse(selector, out var path, out var error))
            return isInvalid ? null : $"{selector}: refused: {error}";
        if (isInvalid)
            return $"{selector}: accepted, and is no path";

        var data = JsonData.FromTrustedUtf8(Encoding.UTF8.GetBytes(one.GetProperty("document").GetRawText()));
        var found = path.Select(new EvaluationContext(data, new EmptySurroundings(new SeededEntropy(1))));
        var actual = path.IsDefinite ? $"[{found}]" : found!.ToString();
        var nodes = JsonDocument.Parse(actual).RootElement;
        var isEqual = one.TryGetProperty("result", out var result)
            ? JsonElement.DeepEquals(result, nodes)
            : one.GetProperty("results").EnumerateArray().Any(possible => JsonElement.DeepEquals(possible, nodes));
        return isEqual ? null : $"{selector}: found {actual}";
    }
}
