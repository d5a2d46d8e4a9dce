using System.Text;
using System.Text.Json;
using Workflows.Core.Trials;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Conformance.Cases;

/// <summary>The argument <c>mock</c> of AWS's call <c>TestState</c>, and the rules for it.</summary>
internal static class TestStateMock
{
    /// <summary>What stands for the work of the state; null for none.</summary>
    /// <exception cref="TestStateRefused">A rule is broken.</exception>
    public static TrialAnswer? Read(JsonElement arguments, StateDefinition state)
    {
        if (!arguments.TryGetProperty("mock", out var mock))
        {
            return state.Kind is StateKind.Parallel or StateKind.Map
                ? throw new TestStateRefused(
                    "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]",
                    "InvalidDefinition"
                )
                : null;
        }

        var hasResult = mock.TryGetProperty("result", out var result);
        if (hasResult && mock.TryGetProperty("errorOutput", out _))
            throw new TestStateRefused("A test mock should have only one of the following fields: [result, errorOutput].");
        if (arguments.TryGetProperty("revealSecrets", out var reveal) && reveal.GetBoolean())
            throw new TestStateRefused("TestState does not support RevealSecrets when a mock is specified.");
        if (state.Kind is not (StateKind.Task or StateKind.Parallel or StateKind.Map))
            throw new TestStateRefused(
                $"State type '{(state.Kind == StateKind.Success ? "Succeed" : state.Kind)}' is not supported when a mock is specified"
            );
        return hasResult
            ? TrialAnswer.Of(Result(mock, result.GetString()!, state))
            : TrialAnswer.Failed(Error(mock.GetProperty("errorOutput")));
    }

    private static JsonData Result(JsonElement mock, string text, StateDefinition state)
    {
        if (!JsonPayload.TryParse(Encoding.UTF8.GetBytes(text), out var result, out _))
            throw new TestStateRefused("Mocked result must be valid JSON");
        if (state.Kind is StateKind.Parallel or StateKind.Map && result.Kind != JsonValueKind.Array)
            throw new TestStateRefused("Mocked result must be an array.");
        if (state is ParallelState parallel && result.Root.GetArrayLength() != parallel.Branches.Count)
            throw new TestStateRefused("Mocked result must contain the same number of items as number of Parallel branches.");
        if (state is TaskState task && ModeOf(mock) is var mode and not "NONE")
        {
            if (TrialAnswerShape.Complaint(task.Target, result, mode == "STRICT") is { } complaint)
                throw new TestStateRefused($"Mock result schema validation error: {complaint}");
        }

        return result;
    }

    private static string ModeOf(JsonElement mock) =>
        mock.TryGetProperty("fieldValidationMode", out var mode) ? mode.GetString()! : "STRICT";

    private static WorkflowError Error(JsonElement error) =>
        new(
            error.TryGetProperty("error", out var name) ? name.GetString()! : "",
            error.TryGetProperty("cause", out var cause) ? cause.GetString() : null
        );
}
