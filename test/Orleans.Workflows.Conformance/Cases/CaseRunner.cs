using System.Text;
using System.Text.Json;
using Workflows.Conformance.Comparing;
using Workflows.Conformance.Histories;
using Workflows.Conformance.Running;
using Workflows.Conformance.World;
using Workflows.Core;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Reading;

namespace Workflows.Conformance.Cases;

/// <summary>Runs a case as its operation says, and compares.</summary>
internal static class CaseRunner
{
    /// <summary>Runs one case; one that the engine breaks at has not passed, and the others still run.</summary>
    public static CaseResult Run(ConformanceCase one)
    {
        try
        {
            return Call(one);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            return new CaseResult(one, $"the engine broke: {broken}");
        }
    }

    private static CaseResult Call(ConformanceCase one) =>
        one.Operation switch
        {
            "start_execution+output" => new CaseResult(one, Output(one)),
            "get_execution_history" => History(one),
            "describe_execution" or "start_sync_execution" => new CaseResult(one, Response(one)),
            "test_state" => new CaseResult(one, new Recording(one).MissingPart(one.Expected, TestStateCall.Answer(one).Root)),
            "validate_state_machine_definition" => new CaseResult(one, ValidateCall.Difference(one)),
            _ => new CaseResult(one, $"the runner does not know the operation {one.Operation}"),
        };

    private static string? Output(ConformanceCase one)
    {
        var (execution, refused) = Execute(one);
        if (execution is null)
            return refused;
        return execution.State is { Status: ExecutionStatus.Succeeded, Output: { } output }
            ? new Recording(one).Difference(one.Expected.GetProperty("output"), output.Root)
            : $"ended as {Ending(execution.State)}";
    }

    private static CaseResult History(ConformanceCase one)
    {
        var (execution, refused) = Execute(one);
        if (execution is null)
            return new CaseResult(one, refused);
        var history = AwsHistory.Of(execution.Program, one.Definition, new RecordedWorld(one), execution.Events);
        return new CaseResult(one, Final(one, execution.State))
        {
            HistoryDifference = HistoryComparison.Difference(new Recording(one), one.Expected.GetProperty("events"), history),
        };
    }

    private static string? Final(ConformanceCase one, ExecutionState state)
    {
        var type = $"Execution{(state.Status == ExecutionStatus.Cancelled ? "Aborted" : state.Status)}";
        var expected = one.Final.GetProperty("type").GetString();
        if (type != expected)
            return $"expected {expected}, ended as {Ending(state)}";
        if (state.Output is { } output)
            return new Recording(one).Difference(one.Final.GetProperty("output"), output.Root);

        var error = one.Final.TryGetProperty("error", out var name) ? name.GetString() : null;
        return Recording.Matches(error, state.Error) ? null : $"expected the error {error ?? "(none)"}, ended as {Ending(state)}";
    }

    private static string? Response(ConformanceCase one)
    {
        var (execution, refused) = Execute(one);
        return execution is null ? refused : new Recording(one).MissingPart(one.Expected, AwsAnswers.Execution(execution.State).Root);
    }

    private static (VirtualExecution? Execution, string? Refused) Execute(ConformanceCase one)
    {
        var read = DefinitionReader.Read(
            Encoding.UTF8.GetBytes(one.Definition),
            DocumentFormat.Json,
            new DefinitionLimits(),
            DefinitionReader.AnyMock
        );
        if (read.Definition is null)
            return (null, $"refused: {string.Join("; ", read.Problems.Where(problem => problem.Severity == Severity.Error))}");

        var program = new WorkflowProgram("case", "1", read.Definition, ExecutionLimits.Asl);
        var execution = new VirtualExecution(program, new RecordedWorld(one));
        execution.Run(JsonData.FromTrustedUtf8(Encoding.UTF8.GetBytes(one.Input ?? "{}")));
        return (execution, null);
    }

    private static string Ending(ExecutionState state) =>
        state.Status.IsEnded() ? $"{state.Status} {state.Output} {state.Error}: {state.Cause}" : "nothing: it waits for ever";
}
