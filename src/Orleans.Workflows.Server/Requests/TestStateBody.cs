using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Workflows.Core.Trials;
using Workflows.Language.Data;
using Workflows.Language.Documents;

namespace Workflows.Server.Requests;

/// <summary>The body of a trial of one state.</summary>
public sealed record TestStateBody
{
    private static readonly FrozenSet<string> Members = FrozenSet.Create(
        "definition",
        "state",
        "input",
        "mock",
        "context",
        "variables",
        "stateConfiguration"
    );

    /// <summary>The document that the state stands in: an object, or the text of a YAML or JSON document.</summary>
    public required JsonData Definition { get; init; }

    /// <summary>The state's name, wherever it stands in the document; left out: the first one.</summary>
    public string? State { get; init; }

    /// <summary>The data that the state is entered with; left out: <c>{}</c>.</summary>
    public JsonData? Input { get; init; }

    /// <summary>What stands for the work of a Task, Parallel, Map or Event: <c>{result}</c> or <c>{error: {type, cause}}</c>.</summary>
    public JsonData? Mock { get; init; }

    /// <summary>The context object that expressions see in place of the engine's own.</summary>
    public JsonData? Context { get; init; }

    /// <summary>An object with the variables that were assigned before.</summary>
    public JsonData? Variables { get; init; }

    /// <summary>What happened before or inside the state: the names are those of AWS's call <c>TestState</c>.</summary>
    public TestStateConfiguration StateConfiguration { get; init; } = new();

    /// <summary>Reads the body of a request.</summary>
    /// <param name="problems">Every mistake; empty when the body is as it should be.</param>
    /// <param name="answer"><see cref="Mock"/>, taken apart; null for none.</param>
    /// <returns>Null when there are problems.</returns>
    public static TestStateBody? Read(ReadOnlyMemory<byte> body, out IReadOnlyList<Problem> problems, out TrialAnswer? answer)
    {
        var request = RequestObject.Read(body, Members);
        problems = request.Problems;
        answer = null;
        if (body.Length > 0 && request.Problems.Count > 0)
            return null;

        var trial = new TestStateBody
        {
            Definition = DefinitionOf(request),
            State = request.Text("state"),
            Input = request.Value("input"),
            Mock = request.Value("mock"),
            Context = ObjectOf(request, "context"),
            Variables = ObjectOf(request, "variables"),
            StateConfiguration = TestStateConfiguration.Read(request, "stateConfiguration"),
        };
        if (trial.Mock is { } mock)
            answer = AnswerOf(request, mock);
        return request.Problems.Count == 0 ? trial : null;
    }

    /// <summary>The document as bytes, and how they are written down.</summary>
    public (ReadOnlyMemory<byte> Content, DocumentFormat Format) Document()
    {
        if (Definition.Kind == JsonValueKind.Object)
            return (Definition.Utf8, DocumentFormat.Json);
        var text = Definition.Root.GetString()!;
        return (Encoding.UTF8.GetBytes(text), text.AsSpan().TrimStart().StartsWith("{") ? DocumentFormat.Json : DocumentFormat.Yaml);
    }

    private static JsonData DefinitionOf(RequestObject request)
    {
        var definition = request.Value("definition");
        if (definition is null)
            request.Miss("\"definition\" is required.");
        else if (definition.Kind is not (JsonValueKind.Object or JsonValueKind.String))
            request.Add("definition", ProblemCodes.WrongType, "\"definition\" must be a document as an object or as a text.");
        return definition ?? JsonData.EmptyObject;
    }

    private static JsonData? ObjectOf(RequestObject request, string name)
    {
        var value = request.Value(name);
        if (value is not null && value.Kind != JsonValueKind.Object)
            request.Add(name, ProblemCodes.WrongType, $"\"{name}\" must be an object.");
        return value;
    }

    private static TrialAnswer? AnswerOf(RequestObject request, JsonData mock)
    {
        if (mock.Kind == JsonValueKind.Object && mock.Root.EnumerateObject().Count() == 1)
        {
            if (mock.Root.TryGetProperty("result", out var result))
                return TrialAnswer.Of(JsonData.From(result));
            if (mock.Root.TryGetProperty("error", out var error) && ErrorOf(error) is { } failed)
                return TrialAnswer.Failed(failed);
        }

        request.Add("mock", ProblemCodes.WrongType, "\"mock\" must be {\"result\": …} or {\"error\": {\"type\": …, \"cause\": …}}.");
        return null;
    }

    private static WorkflowError? ErrorOf(JsonElement error)
    {
        if (
            error.ValueKind != JsonValueKind.Object
            || !error.TryGetProperty("type", out var type)
            || type.ValueKind != JsonValueKind.String
        )
            return null;
        var cause = error.TryGetProperty("cause", out var given) ? given : default;
        return cause.ValueKind is JsonValueKind.String or JsonValueKind.Undefined
            ? new WorkflowError(type.GetString()!, cause.ValueKind == JsonValueKind.String ? cause.GetString() : null)
            : null;
    }
}
