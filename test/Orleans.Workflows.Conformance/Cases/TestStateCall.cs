using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Conformance.Running;
using Workflows.Conformance.World;
using Workflows.Core;
using Workflows.Core.Trials;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Model;
using Workflows.Language.Reading;

namespace Workflows.Conformance.Cases;

/// <summary>AWS's call <c>TestState</c>, answered by a <see cref="StateTrial"/>.</summary>
internal static class TestStateCall
{
    private const string OnlyState = "StateName";
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The answer as AWS words it.</summary>
    public static JsonData Answer(ConformanceCase one)
    {
        try
        {
            return Data(Try(one));
        }
        catch (TestStateRefused refused)
        {
            return Data(
                new JsonObject
                {
                    ["Error"] = new JsonObject { ["Code"] = refused.Code, ["Message"] = refused.Message },
                    ["message"] = refused.Message,
                }
            );
        }
    }

    private static JsonObject Try(ConformanceCase one)
    {
        var program = Read(one, out var name);
        var mock = TestStateMock.Read(one.Arguments, program.Definition.States[name]);
        var trial = new StateTrial
        {
            Program = program,
            State = name,
            Input = Parse(one.Input ?? "{}"),
            Context = Text(one.Arguments, "context") is { } context ? Parse(context) : null,
            Variables = Variables(Text(one.Arguments, "variables")),
            Items = Items(one.Arguments),
            Answer = mock,
            RetriesUsed = Configured(one.Arguments, "retrierRetryCount"),
            FailedIterations = Configured(one.Arguments, "mapIterationFailureCount"),
        };
        var decision = new DecisionContext(Now, new SeededEntropy(1));
        if (trial.FindMistake(decision) is { } mistake)
            throw new TestStateRefused(mistake);
        if (mock is null && trial.FindTask(decision) is { } task)
        {
            if (Text(one.Arguments, "roleArn") is null)
                throw new TestStateRefused("RoleArn must be specified when testing a Task state");
            var state = (TaskState)program.Definition.States[name];
            if (new RecordedWorld(one).Answer(task.Resource, state.Resource, task.Input, task.Attempt) is { } answer)
                trial = trial with { Answer = new TrialAnswer(answer.Result, answer.Error), IsAnswerOfExecutor = true };
        }

        return Write(trial.Run(decision), Text(one.Arguments, "inspectionLevel") is "DEBUG" or "TRACE");
    }

    private static JsonObject Write(TrialOutcome outcome, bool isInspected)
    {
        var answer = new JsonObject { ["status"] = Status(outcome.Status) };
        if (outcome.Output is not null)
            answer["output"] = JsonNode.Parse(outcome.Output.Utf8.Span);
        if (outcome.Error is not null)
            answer["error"] = outcome.Error;
        if (outcome.Cause is not null)
            answer["cause"] = outcome.Cause;
        if (outcome.Next is not null)
            answer["nextState"] = outcome.Next;
        if (!isInspected)
            return answer;

        var inspection = new JsonObject();
        foreach (var stage in outcome.Stages)
            inspection[stage.Name] = JsonNode.Parse(stage.Data.Utf8.Span);
        var details = new JsonObject();
        if (outcome.Catcher is { } catcher)
            details["catchIndex"] = catcher;
        if (outcome.Retrier is { } retrier)
            details["retryIndex"] = retrier;
        if (outcome.RetryAfter is { } pause)
            details["retryBackoffIntervalSeconds"] = pause.TotalSeconds;
        inspection["errorDetails"] = details;
        answer["inspectionData"] = inspection;
        return answer;
    }

    private static WorkflowProgram Read(ConformanceCase one, out string name)
    {
        name = Text(one.Arguments, "stateName") ?? OnlyState;
        var document = JsonNode.Parse(one.Definition)!.AsObject();
        var whole = document.ContainsKey("States") ? document : Around(document);
        // What the reader would have read is given, so that nobody is asked.
        if (Items(one.Arguments) is not null && whole["States"]![name] is JsonObject map)
            map.Remove("ItemReader");
        var text = Encoding.UTF8.GetBytes(whole.ToJsonString());
        var read = DefinitionReader.Read(text, DocumentFormat.Json, new DefinitionLimits(), DefinitionReader.AnyMock);
        return read.Definition is { } definition
            ? new WorkflowProgram("case", "1", definition, ExecutionLimits.Asl)
            : throw new TestStateRefused(
                $"Invalid State Machine Definition: '{string.Join("; ", read.Problems.Select(problem => problem.ToString()))}'",
                "InvalidDefinition"
            );
    }

    // A state by itself names states that are nowhere.
    private static JsonObject Around(JsonObject state)
    {
        var states = new JsonObject { [OnlyState] = state.DeepClone() };
        foreach (var target in Targets(state).Distinct(StringComparer.Ordinal))
            states[target] = new JsonObject { ["Type"] = "Succeed" };
        return new JsonObject { ["StartAt"] = OnlyState, ["States"] = states };
    }

    private static IEnumerable<string> Targets(JsonObject state)
    {
        var places = new[] { state["Next"], state["Default"] }
            .Concat((state["Choices"] as JsonArray ?? []).Select(choice => choice?["Next"]))
            .Concat((state["Catch"] as JsonArray ?? []).Select(catcher => catcher?["Next"]));
        return places.OfType<JsonValue>().Select(place => place.GetValue<string>());
    }

    private static ImmutableSortedDictionary<string, JsonData> Variables(string? text) =>
        (text is null ? [] : JsonNode.Parse(text)!.AsObject()).ToImmutableSortedDictionary(
            variable => variable.Key,
            variable => Parse(variable.Value?.ToJsonString() ?? "null"),
            StringComparer.Ordinal
        );

    private static int Configured(JsonElement arguments, string name) =>
        arguments.TryGetProperty("stateConfiguration", out var configuration) && configuration.TryGetProperty(name, out var value)
            ? value.GetInt32()
            : 0;

    private static JsonData? Items(JsonElement arguments) =>
        arguments.TryGetProperty("stateConfiguration", out var configuration) && Text(configuration, "mapItemReaderData") is { } items
            ? Parse(items)
            : null;

    private static string? Text(JsonElement arguments, string name) =>
        arguments.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string Status(TrialStatus status) =>
        status switch
        {
            TrialStatus.Succeeded => "SUCCEEDED",
            TrialStatus.Failed => "FAILED",
            TrialStatus.Retriable => "RETRIABLE",
            TrialStatus.CaughtError => "CAUGHT_ERROR",
            TrialStatus.None => throw new InvalidOperationException("A trial has an outcome."),
        };

    private static JsonData Data(JsonObject value) => Parse(value.ToJsonString());

    private static JsonData Parse(string json) => JsonData.FromTrustedUtf8(Encoding.UTF8.GetBytes(json));
}
