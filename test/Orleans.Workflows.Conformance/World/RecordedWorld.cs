using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Conformance.Cases;
using Workflows.Language.Data;

namespace Workflows.Conformance.World;

/// <summary>
/// The world that a case was recorded in: its functions are doubles, and every other service answers what the recording says it did. A service of which
/// no answer is recorded never answers.
/// </summary>
internal sealed class RecordedWorld : IWorld
{
    private const string Function = "function";
    private const string Activity = "activity";
    private const string Invoke = "arn:aws:states:::lambda:invoke";

    private readonly IReadOnlyDictionary<string, string> functions;
    private readonly Dictionary<string, Queue<JsonObject>> submissions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<Answer?>> recorded = new(StringComparer.Ordinal);

    /// <summary>The world of a case.</summary>
    public RecordedWorld(ConformanceCase one)
    {
        functions = one.Functions;
        if (one.Level == "history")
            ReadAnswers(one.Expected.GetProperty("events"));
    }

    /// <summary>The name that the worker of an activity gave.</summary>
    public string Worker { get; private set; } = "worker";

    /// <summary>What a service answered to a request whose result came later; null when nothing is recorded.</summary>
    public JsonObject? NextSubmission(string service) =>
        submissions.TryGetValue(ServiceName(service), out var waiting) && waiting.TryDequeue(out var details) ? details : null;

    /// <inheritdoc/>
    public Answer? Answer(string resource, string service, JsonData input, int attempt)
    {
        var isFunction = functions.TryGetValue(FunctionName(resource), out var handler);
        if (isFunction && (service == Invoke || FunctionDoubles.DependsOnInput(handler!)))
            return FunctionDoubles.Call(handler!, input);
        if (recorded.TryGetValue(isFunction ? Function : ServiceName(service), out var answers) && answers.TryDequeue(out var answer))
            return answer;
        if (isFunction)
            return FunctionDoubles.Call(handler!, input);
        return service == Invoke ? World.Answer.Failed("Lambda.ResourceNotFoundException", $"Function not found: {resource}") : null;
    }

    private void ReadAnswers(JsonElement events)
    {
        foreach (var one in events.EnumerateArray())
        {
            ReadSurroundings(one);
            var (name, answer) = one.GetProperty("type").GetString() switch
            {
                "TaskSucceeded" => Service(one.GetProperty("taskSucceededEventDetails"), Succeeded),
                "TaskFailed" => Service(one.GetProperty("taskFailedEventDetails"), Failed),
                "TaskTimedOut" => Service(one.GetProperty("taskTimedOutEventDetails"), static _ => null),
                "LambdaFunctionSucceeded" => (Function, Succeeded(one.GetProperty("lambdaFunctionSucceededEventDetails"))),
                "LambdaFunctionFailed" => (Function, Failed(one.GetProperty("lambdaFunctionFailedEventDetails"))),
                "ActivitySucceeded" => (Activity, Succeeded(one.GetProperty("activitySucceededEventDetails"))),
                "ActivityFailed" => (Activity, Failed(one.GetProperty("activityFailedEventDetails"))),
                "ActivityTimedOut" => (Activity, null),
                _ => ((string?)null, (Answer?)null),
            };
            if (name is null)
                continue;
            if (!recorded.TryGetValue(name, out var answers))
                recorded[name] = answers = new Queue<Answer?>();
            answers.Enqueue(answer);
        }
    }

    private void ReadSurroundings(JsonElement one)
    {
        if (one.TryGetProperty("activityStartedEventDetails", out var started) && started.TryGetProperty("workerName", out var worker))
            Worker = worker.GetString()!;
        if (!one.TryGetProperty("taskSubmittedEventDetails", out var details))
            return;
        var name = Service(details, static _ => null).Item1!;
        if (!submissions.TryGetValue(name, out var waiting))
            submissions[name] = waiting = new Queue<JsonObject>();
        waiting.Enqueue(JsonNode.Parse(details.GetRawText())!.AsObject());
    }

    private static (string?, Answer?) Service(JsonElement details, Func<JsonElement, Answer?> read) =>
        ($"{details.GetProperty("resourceType").GetString()}:{details.GetProperty("resource").GetString()}", read(details));

    private static Answer Succeeded(JsonElement details) => World.Answer.Of(Data(details.GetProperty("output")));

    private static Answer Failed(JsonElement details) =>
        World.Answer.Failed(
            details.TryGetProperty("error", out var error) ? error.GetString()! : "",
            details.TryGetProperty("cause", out var cause) ? cause.ToString() : null
        );

    // An output is recorded as its text, unless that was parsed.
    private static JsonData Data(JsonElement output) =>
        output.ValueKind == JsonValueKind.String
            ? JsonData.FromTrustedUtf8(System.Text.Encoding.UTF8.GetBytes(output.GetString()!))
            : JsonData.From(output);

    private static string FunctionName(string resource) => resource[(resource.LastIndexOf(':') + 1)..];

    private static string ServiceName(string resource)
    {
        const string prefix = "arn:aws:states:::";
        return resource.StartsWith(prefix, StringComparison.Ordinal) ? resource[prefix.Length..]
            : resource.Contains(":activity:", StringComparison.Ordinal) ? Activity
            : resource;
    }
}
