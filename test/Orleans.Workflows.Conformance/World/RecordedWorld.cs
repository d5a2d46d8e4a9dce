using System.Text.Json;
using Workflows.Conformance.Cases;
using Workflows.Core.Work;
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

    private readonly IReadOnlyDictionary<string, string> functions;
    private readonly Dictionary<string, Queue<Answer?>> recorded = new(StringComparer.Ordinal);

    /// <summary>The world of a case.</summary>
    public RecordedWorld(ConformanceCase one)
    {
        functions = one.Functions;
        if (one.Level == "history")
            ReadAnswers(one.Expected.GetProperty("events"));
    }

    /// <inheritdoc/>
    public Answer? Answer(RunTask task)
    {
        var isFunction = functions.TryGetValue(FunctionName(task.Resource), out var handler);
        if (isFunction && FunctionDoubles.DependsOnInput(handler!))
            return FunctionDoubles.Call(handler!, task.Input);
        if (recorded.TryGetValue(isFunction ? Function : ServiceName(task.Resource), out var answers) && answers.TryDequeue(out var answer))
            return answer;
        return isFunction
            ? FunctionDoubles.Call(handler!, task.Input)
            : World.Answer.Failed("Lambda.ResourceNotFoundException", $"Function not found: {task.Resource}");
    }

    private void ReadAnswers(JsonElement events)
    {
        foreach (var one in events.EnumerateArray())
        {
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
            : resource.StartsWith("worker:", StringComparison.Ordinal) ? Activity
            : resource;
    }
}
