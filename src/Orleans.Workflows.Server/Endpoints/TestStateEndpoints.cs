using System.Collections.Immutable;
using Workflows.Core;
using Workflows.Core.Trials;
using Workflows.Grains.Contracts;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Expressions;
using Workflows.Language.Model;
using Workflows.Language.Reading;
using Workflows.Server.Documentation;
using Workflows.Server.Problems;
using Workflows.Server.Requests;
using Workflows.Server.Responses;

namespace Workflows.Server.Endpoints;

/// <summary>Tries one state of a document.</summary>
public static class TestStateEndpoints
{
    private static readonly DefinitionLimits Limits = new();

    /// <summary>Maps the endpoints.</summary>
    public static void MapTestState(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/workflows/test-state", TestAsync)
            .WithTags("Workflows")
            .Describe(
                "testState",
                "Try a state",
                "Runs one state of a document with an input, and says what it leads to and what became of the data on the way. A mock stands for the work of a Task, "
                    + "Parallel, Map or Event. Nothing is stored, nobody is asked, and a wait is over at once."
            )
            .TakesBody<TestStateBody>(Examples.TestState)
            .Answers<TestStateResponse>(200, "What it led to.", Examples.TestedState)
            .Refuses(ProblemType.InvalidDefinition, ProblemType.InvalidRequest, ProblemType.TooLarge, ProblemType.UnsupportedMediaType);

    private static async Task<IResult> TestAsync(
        RequestLimits limits,
        IEvaluations evaluations,
        TimeProvider time,
        Entropy entropy,
        HttpContext http
    )
    {
        var body = await RequestBody.ReadJsonAsync(http.Request, RequestRules.MaxDefinitionBytes + limits.MaxPayloadRequestBytes);
        if (body.Refusal is not null)
            return body.Refusal;
        var request = TestStateBody.Read(body.Content, out var problems, out var answer);
        if (request is null)
            return ProblemAnswer.InvalidRequest(problems);
        if (request.Input?.Size > limits.MaxInputBytes)
            return new ProblemAnswer(ProblemType.TooLarge, $"The input may have {limits.MaxInputBytes} bytes.");

        var (content, format) = request.Document();
        var read = DefinitionReader.Read(content, format, Limits, answer is null ? null : DefinitionReader.AnyMock);
        if (read.Definition is not { } definition)
            return new ProblemAnswer(ProblemType.InvalidDefinition) { Errors = read.Problems };
        var name = request.State ?? definition.Graph.StartAt;
        var configuration = request.StateConfiguration;
        if ((FindMistake(definition, name, answer) ?? FindMistake(definition, name, configuration)) is { } mistake)
            return ProblemAnswer.InvalidRequest([mistake]);

        var trial = new StateTrial
        {
            Program = new WorkflowProgram(
                definition.Name ?? "trial",
                definition.Version ?? "1",
                definition,
                ExecutionLimits.For(definition.Spelling)
            ),
            State = name,
            Input = request.Input ?? JsonData.EmptyObject,
            Context = request.Context,
            Variables = VariablesOf(request.Variables),
            Items = configuration.MapItemReaderData,
            Answer = answer,
            RetriesUsed = configuration.RetrierRetryCount,
            FailedIterations = configuration.MapIterationFailureCount,
        };
        DecisionContext Decision(EvaluationBudget budget) => new(time.GetUtcNow(), entropy) { Budget = budget };
        if (
            configuration.MapIterationFailureCount > 0
            && await evaluations.RunAsync(budget => trial.FindMistake(Decision(budget)), http.RequestAborted) is { } excess
        )
            return ProblemAnswer.InvalidRequest([
                Mistake("$.stateConfiguration.mapIterationFailureCount", ProblemCodes.InvalidValue, excess),
            ]);
        var outcome = await evaluations.RunAsync(budget => trial.Run(Decision(budget)), http.RequestAborted);
        return Results.Json(TestStateResponse.Of(outcome), ServerJsonContext.Answers.TestStateResponse);
    }

    private static Problem? FindMistake(WorkflowDefinition definition, string name, TrialAnswer? answer)
    {
        if (!definition.States.TryGetValue(name, out var state))
            return Mistake("$.state", ProblemCodes.InvalidValue, $"The definition has no state \"{name}\".");

        var doesWork = state.Kind is StateKind.Task or StateKind.Parallel or StateKind.Map or StateKind.Event;
        if (doesWork && answer is null)
            return Mistake("$", ProblemCodes.MissingKey, $"A state of the type {state.Kind} needs a \"mock\": nobody is asked.");
        if (!doesWork && answer is not null)
            return Mistake(
                "$.mock",
                ProblemCodes.InvalidValue,
                $"A state of the type {state.Kind} has no work that a mock could stand for."
            );
        if (answer?.Result is not { } result || state.Kind is not (StateKind.Parallel or StateKind.Map))
            return null;
        if (result.Kind != System.Text.Json.JsonValueKind.Array)
            return Mistake("$.mock.result", ProblemCodes.WrongType, $"The result of a {state.Kind} is the list of its outputs.");
        return state is ParallelState { Branches.Count: var count } && result.Root.GetArrayLength() != count
            ? Mistake("$.mock.result", ProblemCodes.InvalidValue, $"The result must have {count} items, one for each branch.")
            : null;
    }

    private static Problem? FindMistake(WorkflowDefinition definition, string name, TestStateConfiguration configuration)
    {
        var state = definition.States[name];
        if (configuration.MapIterationFailureCount > 0 && state.Kind != StateKind.Map)
            return Mistake(
                "$.stateConfiguration.mapIterationFailureCount",
                ProblemCodes.InvalidValue,
                $"A state of the type {state.Kind} has no iterations."
            );
        if (configuration.MapItemReaderData is not null && state is not MapState { ItemReader: not null })
            return Mistake("$.stateConfiguration.mapItemReaderData", ProblemCodes.InvalidValue, "The state has no ItemReader.");
        return configuration.ErrorCausedByState is { } inner && (inner == name || !definition.States.ContainsKey(inner))
            ? Mistake(
                "$.stateConfiguration.errorCausedByState",
                ProblemCodes.InvalidValue,
                $"No state inside \"{name}\" is called \"{inner}\"."
            )
            : null;
    }

    private static Problem Mistake(string path, string code, string message) => new(code, message, new SourcePosition(path, 1, 1));

    private static ImmutableSortedDictionary<string, JsonData> VariablesOf(JsonData? given)
    {
        var variables = ImmutableSortedDictionary.CreateBuilder<string, JsonData>(StringComparer.Ordinal);
        if (given is not null)
        {
            foreach (var member in given.Root.EnumerateObject())
                variables[member.Name] = JsonData.From(member.Value);
        }

        return variables.ToImmutable();
    }
}
