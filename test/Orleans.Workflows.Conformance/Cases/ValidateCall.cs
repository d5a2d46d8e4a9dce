using System.Text;
using Workflows.Language.Documents;
using Workflows.Language.Model;
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
        var codes = read.Problems.Where(problem => problem.Severity == Severity.Error).Select(problem => CodeOf(problem.Code));
        // The engine has no express workflows; what AWS forbids in them is told here.
        var forbidden =
            isExpress
            && read.Definition?.States.Values.OfType<TaskState>().Any(task => task.Target.Completion != TaskCompletion.Response) == true;
        return [.. forbidden ? codes.Append("SCHEMA_VALIDATION_FAILED") : codes];
    }

    private static string CodeOf(string code) =>
        code switch
        {
            ProblemCodes.UnknownNext => "MISSING_TRANSITION_TARGET",
            ProblemCodes.DuplicateName => "DUPLICATE_STATE_NAME",
            ProblemCodes.InvalidJson => "INVALID_JSON_DESCRIPTION",
            _ => "SCHEMA_VALIDATION_FAILED",
        };
}
