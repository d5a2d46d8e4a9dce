using System.Text;
using System.Text.Json;
using Workflows.Conformance.Reports;
using Workflows.Conformance.Running;
using Workflows.Core;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Model;
using Workflows.Language.Reading;

namespace Workflows.Conformance.Collected;

/// <summary>The command <c>collected</c>: a file of cases after public questions and bug reports.</summary>
internal static class CollectedCases
{
    // An execution that still waits after an hour is expected to be running.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Runs every case of the file.</summary>
    public static Report Run(CommandLine line)
    {
        var report = new Report();
        foreach (
            var one in CollectedCase.ReadFile(line.Path).Where(one => one.Id.Contains(line.Filter, StringComparison.OrdinalIgnoreCase))
        )
            report.Add(new ReportedCase(one.Id, one.Class, Difference(one)));
        return report;
    }

    private static string? Difference(CollectedCase one)
    {
        try
        {
            var world = MockedWorld.Of(one, new SeededEntropy(1));
            var read = DefinitionReader.Read(one.Definition, one.Format, new DefinitionLimits(), world.Answers);
            if (one.Expected.TryGetProperty("valid", out var valid))
                return valid.ValueKind == JsonValueKind.Null ? null : Validity(read, valid.GetBoolean(), Text(one.Expected, "code"));
            return read.Definition is { } definition
                ? Ending(one.Expected, Execute(one, definition, world))
                : $"refused: {string.Join("; ", Errors(read))}";
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            return $"the engine broke: {broken}";
        }
    }

    private static string? Validity(ReadResult read, bool isValid, string? code)
    {
        var errors = Errors(read).ToList();
        if (isValid != (errors.Count == 0))
            return isValid ? $"refused: {string.Join("; ", errors)}" : "accepted";
        return code is null || errors.Exists(problem => problem.Code == code) ? null : $"expected {code}: {string.Join("; ", errors)}";
    }

    private static ExecutionState Execute(CollectedCase one, WorkflowDefinition definition, MockedWorld world)
    {
        var limits = definition.Spelling == Spelling.Asl ? ExecutionLimits.Asl : new ExecutionLimits();
        var execution = new VirtualExecution(new WorkflowProgram(definition.Name ?? one.Id, "1", definition, limits), world)
        {
            Longest = Longest,
        };
        if (!JsonPayload.TryParse(Encoding.UTF8.GetBytes(one.Input ?? "{}"), out var input, out var problem))
            throw new InvalidOperationException($"The input of {one.Id} cannot be read: {problem}");
        execution.Run(input);
        return execution.State;
    }

    private static string? Ending(JsonElement expected, ExecutionState state)
    {
        var status = state.Status.ToString();
        if (Text(expected, "status") is { } wanted && wanted != status)
            return $"expected {wanted}, is {Described(state)}";
        if (expected.TryGetProperty("statusin", out var any) && any.EnumerateArray().All(name => name.GetString() != status))
            return $"expected one of {any}, is {Described(state)}";
        if (
            expected.TryGetProperty("output", out var output)
            && (state.Output is null || !JsonElement.DeepEquals(output, state.Output.Root))
        )
            return $"expected {output}, is {Described(state)}";
        if (Text(expected, "error") is { } error && error != state.Error)
            return $"expected the error {error}, is {Described(state)}";
        if (expected.TryGetProperty("errorin", out var errors) && errors.EnumerateArray().All(name => name.GetString() != state.Error))
            return $"expected one of the errors {errors}, is {Described(state)}";
        return Text(expected, "cause") is { } cause && cause != state.Cause ? $"expected the cause {cause}, is {Described(state)}" : null;
    }

    private static IEnumerable<Problem> Errors(ReadResult read) => read.Problems.Where(problem => problem.Severity == Severity.Error);

    private static string Described(ExecutionState state) => $"{state.Status} {state.Output} {state.Error}: {state.Cause}";

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
