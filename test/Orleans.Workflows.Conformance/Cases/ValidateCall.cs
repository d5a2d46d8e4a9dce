using System.Text;
using Workflows.Language.Documents;
using Workflows.Language.Reading;

namespace Workflows.Conformance.Cases;

/// <summary>AWS's call <c>ValidateStateMachineDefinition</c>: compared are the result and the set of codes.</summary>
internal static class ValidateCall
{
    /// <summary>What differs; null for nothing.</summary>
    public static string? Difference(ConformanceCase one)
    {
        var isExpress = one.Arguments.TryGetProperty("type", out var type) && type.ValueEquals("EXPRESS");
        var codes = Codes(one.Definition, isExpress);
        var expected = one
            .Expected.GetProperty("diagnostics")
            .EnumerateArray()
            .Where(diagnostic => diagnostic.GetProperty("severity").ValueEquals("ERROR"))
            .Select(diagnostic => diagnostic.GetProperty("code").GetString()!)
            .ToHashSet(StringComparer.Ordinal);
        var (wanted, found) = (one.Expected.GetProperty("result").GetString()!, codes.Count == 0 ? "OK" : "FAIL");
        return wanted == found && codes.SetEquals(expected)
            ? null
            : $"expected {wanted} {string.Join(' ', expected)}, found {found} {string.Join(' ', codes)}";
    }

    private static HashSet<string> Codes(string definition, bool isExpress)
    {
        var read = DefinitionReader.Read(
            Encoding.UTF8.GetBytes(definition),
            DocumentFormat.Json,
            new DefinitionLimits(),
            DefinitionReader.AnyMock
        );
        return [.. AwsDiagnostics.Of(read, isExpress)];
    }
}
