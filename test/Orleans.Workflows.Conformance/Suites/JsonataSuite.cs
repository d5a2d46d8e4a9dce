using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Workflows.Conformance.Reports;
using Workflows.Conformance.Running;
using Workflows.Language.Data;
using Workflows.Language.Expressions.Jsonata;

namespace Workflows.Conformance.Suites;

/// <summary>
/// The public JSONata suite: files with a case or a list of cases, each <c>{expr | expr-file, data | dataset, bindings, result | undefinedResult | code}</c>,
/// and the data sets in a folder <c>datasets</c> beside them or above.
/// </summary>
internal sealed class JsonataSuite
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string datasets;

    private JsonataSuite(string datasets) => this.datasets = datasets;

    /// <summary>Runs every case below the folder.</summary>
    public static Report Run(CommandLine line)
    {
        var suite = new JsonataSuite(FindDatasets(line.Path));
        var report = new Report();
        foreach (var file in Directory.EnumerateFiles(line.Path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(line.Path, file);
            if (file.StartsWith(suite.datasets + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                continue;
            if (name.Contains(line.Filter, StringComparison.OrdinalIgnoreCase))
                suite.RunFile(file, name, report);
        }

        return report;
    }

    private void RunFile(string file, string name, Report report)
    {
        var root = JsonDocument.Parse(File.ReadAllText(file), Deep).RootElement;
        JsonElement[] cases = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
        for (var index = 0; index < cases.Length; index++)
        {
            var one = cases[index];
            var expression = one.TryGetProperty("expr", out var given)
                ? Text(given)
                : File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, one.GetProperty("expr-file").GetString()!));
            var id = cases.Length == 1 ? name : $"{name}[{index}]";
            report.Add(new ReportedCase(id, "jsonata", Difference(one, expression)));
        }
    }

    private string? Difference(JsonElement one, string expression)
    {
        try
        {
            var found = JsonataExpression.Parse(expression).Evaluate(Data(one), Bindings(one), new SeededEntropy(1), Now);
            return Compare(one, found) is { } difference ? $"{expression}: {difference}" : null;
        }
        catch (JsonataException failed)
        {
            var expected = Code(one);
            return expected == failed.Code
                ? null
                : $"{expression}: expected {expected ?? "a value"}, failed with {failed.Code}: {failed.Message}";
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            return $"{expression}: the evaluator broke: {broken.Message}";
        }
    }

    private static string? Compare(JsonElement one, JsonData? found)
    {
        if (Code(one) is { } code)
            return $"expected {code}, found {found?.ToString() ?? "nothing"}";
        if (!one.TryGetProperty("result", out var result))
            return found is null ? null : $"expected nothing, found {found}";
        if (found is null)
            return $"expected {result}, found nothing";
        if (one.TryGetProperty("unordered", out var unordered) && unordered.GetBoolean())
            return Sorted(result) == Sorted(found.Root) ? null : $"expected {result} in any order, found {found}";
        return IsSame(result, found.Root) ? null : $"expected {result}, found {found}";
    }

    // Numbers as numbers: the suite writes some of them with fewer digits than a double has.
    private static bool IsSame(JsonElement expected, JsonElement found) =>
        (expected.ValueKind, found.ValueKind) switch
        {
            (JsonValueKind.Number, JsonValueKind.Number) => IsSameNumber(expected.GetDouble(), found.GetDouble()),
            (JsonValueKind.Array, JsonValueKind.Array) => expected.GetArrayLength() == found.GetArrayLength()
                && expected.EnumerateArray().Zip(found.EnumerateArray()).All(pair => IsSame(pair.First, pair.Second)),
            (JsonValueKind.Object, JsonValueKind.Object) => expected.GetPropertyCount() == found.GetPropertyCount()
                && expected.EnumerateObject().All(member => found.TryGetProperty(member.Name, out var same) && IsSame(member.Value, same)),
            _ => JsonElement.DeepEquals(expected, found),
        };

    private static bool IsSameNumber(double one, double other) => Math.Abs(one - other) <= 1e-13 * Math.Max(Math.Abs(one), Math.Abs(other));

    private static string Sorted(JsonElement list) =>
        string.Join('\n', list.EnumerateArray().Select(item => item.GetRawText()).Order(StringComparer.Ordinal));

    private static string? Code(JsonElement one) =>
        one.TryGetProperty("code", out var code) ? code.GetString()
        : one.TryGetProperty("error", out var error) && error.TryGetProperty("code", out code) ? code.GetString()
        : null;

    private JsonData? Data(JsonElement one)
    {
        if (one.TryGetProperty("data", out var data))
            return From(data);
        if (!one.TryGetProperty("dataset", out var dataset) || dataset.ValueKind == JsonValueKind.Null)
            return null;
        return JsonData.FromTrustedUtf8(File.ReadAllBytes(Path.Combine(datasets, dataset.GetString() + ".json")));
    }

    private static Dictionary<string, JsonData> Bindings(JsonElement one) =>
        one.TryGetProperty("bindings", out var bindings) && bindings.ValueKind == JsonValueKind.Object
            ? bindings.EnumerateObject().ToDictionary(binding => binding.Name, binding => From(binding.Value), StringComparer.Ordinal)
            : [];

    // Some expressions are half a surrogate pair, which JSON's reader does not hand out.
    private static string Text(JsonElement text)
    {
        var raw = text.GetRawText()[1..^1];
        return raw.Contains("\\u", StringComparison.Ordinal) ? Regex.Unescape(raw) : text.GetString()!;
    }

    private static JsonData From(JsonElement value) => JsonData.FromTrustedUtf8(Encoding.UTF8.GetBytes(value.GetRawText()));

    private static string FindDatasets(string path)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            var beside = Path.Combine(folder.FullName, "datasets");
            if (Directory.Exists(beside))
                return beside;
        }

        return path + "/datasets";
    }
}
