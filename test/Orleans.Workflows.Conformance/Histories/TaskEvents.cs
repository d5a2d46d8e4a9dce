using System.Text.Json.Nodes;
using Workflows.Conformance.World;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Model;

namespace Workflows.Conformance.Histories;

/// <summary>The events of a Task: AWS tells those of functions, activities and services apart.</summary>
internal sealed class TaskEvents(RecordedWorld world)
{
    private const string Integration = "arn:aws:states:::";

    /// <summary>What AWS lists for something that happened to a Task: the type, the name of the details, the details.</summary>
    public IEnumerable<(string Type, string? DetailsName, JsonObject? Details)> Of(TaskState task, OpenStep step, ExecutionEvent happened)
    {
        var kind = KindOf(task);
        return happened switch
        {
            TaskScheduled => Scheduled(kind, task, step),
            TaskSubmitted => [Event("Task", "Submitted", Serviced("Task", task, Output(world.NextSubmission(task.Resource))))],
            TaskCompleted completed => Ended(kind, "Succeeded", Serviced(kind, task, AwsEvent.With("output", completed.Result))),
            TaskFailed failed => Ended(kind, "Failed", Serviced(kind, task, AwsEvent.Failure(failed.Error, failed.Cause))),
            TaskTimedOut late => Ended(kind, "TimedOut", Serviced(kind, task, AwsEvent.Failure(late.Error, null))),
            _ => throw new InvalidOperationException($"{happened.Kind} does not happen to a Task."),
        };
    }

    private static IEnumerable<(string, string?, JsonObject?)> Scheduled(string kind, TaskState task, OpenStep step)
    {
        var isService = kind == "Task";
        var details = isService
            ? new JsonObject { ["parameters"] = JsonNode.Parse(step.Input!.Utf8.Span), ["region"] = "region" }
            : AwsEvent.With("input", step.Input!);
        if (!isService)
            details["resource"] = task.Resource;
        if (step.Timeout is { } timeout)
            details["timeoutInSeconds"] = timeout.TotalSeconds;
        if (step.Heartbeat is { } heartbeat)
            details["heartbeatInSeconds"] = heartbeat.TotalSeconds;
        yield return Event(kind, "Scheduled", Serviced(kind, task, details));
        if (isService)
            yield return Event(kind, "Started", Serviced(kind, task, []));
        else if (kind == "LambdaFunction")
            yield return (kind + "Started", null, null);
    }

    private IEnumerable<(string, string?, JsonObject?)> Ended(string kind, string how, JsonObject details)
    {
        // Nobody here notes when a worker took the task; it did before it answered.
        if (kind == "Activity" && how != "TimedOut")
            yield return Event(kind, "Started", new JsonObject { ["workerName"] = world.Worker });
        yield return Event(kind, how, details);
    }

    private static JsonObject Output(JsonObject? submitted) => submitted ?? [];

    private static JsonObject Serviced(string kind, TaskState task, JsonObject details)
    {
        if (kind != "Task")
            return details;
        var name = task.Resource[Integration.Length..];
        var colon = name.LastIndexOf(':');
        details["resourceType"] = name[..colon];
        details["resource"] = name[(colon + 1)..];
        return details;
    }

    private static (string, string?, JsonObject?) Event(string kind, string how, JsonObject details) =>
        (kind + how, $"{char.ToLowerInvariant(kind[0])}{kind[1..]}{how}EventDetails", details);

    private static string KindOf(TaskState task) =>
        task.Target.Kind switch
        {
            TaskResourceKind.Worker => "Activity",
            TaskResourceKind.Handler => "LambdaFunction",
            _ => "Task",
        };
}
