using System.Buffers;
using System.Text.Json;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Core.Work;

/// <summary>
/// What a task that started a child execution gets from it. <c>workflow:NAME</c> gets the child's output or its error as they are; ASL's
/// <c>states:startExecution.sync</c> gets a description of the child. ASL: "Start Step Functions workflow executions from a Task state".
/// </summary>
public static class ChildResult
{
    /// <summary>The error of the task; null where the child succeeded.</summary>
    /// <param name="target">The resource of the task.</param>
    /// <param name="input">The input of the task.</param>
    /// <param name="child">How the child ended.</param>
    public static WorkflowError? ErrorOf(TaskResource target, JsonData input, ChildEnd child)
    {
        if (child.Status == ExecutionStatus.Succeeded)
            return null;
        if (IsDescribed(target))
            return new WorkflowError(ErrorNames.TaskFailed, System.Text.Encoding.UTF8.GetString(Describe(target, input, child).Utf8.Span));

        return child.Status switch
        {
            ExecutionStatus.Failed => new WorkflowError(child.Error ?? ErrorNames.TaskFailed, child.Cause),
            ExecutionStatus.TimedOut => new WorkflowError(ErrorNames.Timeout, child.Cause ?? $"The child execution {child.Id} timed out."),
            ExecutionStatus.Cancelled => new WorkflowError(
                ErrorNames.TaskFailed,
                child.Cause ?? $"The child execution {child.Id} was cancelled."
            ),
            ExecutionStatus.None or ExecutionStatus.Running or ExecutionStatus.Compensating or ExecutionStatus.Succeeded =>
                throw new InvalidOperationException($"A child that is {child.Status} has no error."),
        };
    }

    /// <summary>The result of the task, for a child that succeeded.</summary>
    /// <inheritdoc cref="ErrorOf"/>
    public static JsonData Of(TaskResource target, JsonData input, ChildEnd child) =>
        IsDescribed(target)
            ? Describe(target, input, child)
            : child.Output ?? throw new InvalidOperationException($"The child {child.Id} has no output.");

    /// <summary>The result of a task that only starts an execution, and does not wait for its end: <c>{ExecutionArn, StartDate}</c>.</summary>
    /// <param name="input">The input of the task.</param>
    /// <param name="child">The id of the execution that was started.</param>
    /// <param name="startedAt">When it started.</param>
    public static JsonData Started(JsonData input, string child, DateTimeOffset startedAt) =>
        Write(writer =>
        {
            writer.WriteString("ExecutionArn", ArnOf(input, child));
            writer.WriteString("StartDate", Timestamps.Format(startedAt));
        });

    private static bool IsDescribed(TaskResource target) => target.Completion is TaskCompletion.Job or TaskCompletion.JobWithJson;

    private static JsonData Describe(TaskResource target, JsonData input, ChildEnd child)
    {
        var isJson = target.Completion == TaskCompletion.JobWithJson;
        return Write(writer =>
        {
            if (child.Cause is not null)
                writer.WriteString("Cause", child.Cause);
            if (child.Error is not null)
                writer.WriteString("Error", child.Error);
            writer.WriteString("ExecutionArn", ArnOf(input, child.Id));
            WriteValue(writer, "Input", child.Input, isJson);
            WriteIncluded(writer, "InputDetails");
            writer.WriteString("Name", NameOf(input, child.Id));
            if (child.Output is { } output)
            {
                WriteValue(writer, "Output", output, isJson);
                WriteIncluded(writer, "OutputDetails");
            }

            writer.WriteNumber("RedriveCount", 0);
            var isRedrivable = child.Status != ExecutionStatus.Succeeded;
            writer.WriteString("RedriveStatus", isRedrivable ? "REDRIVABLE" : "NOT_REDRIVABLE");
            if (!isRedrivable)
                writer.WriteString("RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven");
            writer.WriteString("StartDate", Timestamps.Format(child.StartedAt));
            writer.WriteString("StateMachineArn", TextOf(input, "StateMachineArn") ?? "");
            writer.WriteString("Status", StatusOf(child.Status));
            writer.WriteString("StopDate", Timestamps.Format(child.EndedAt));
        });
    }

    private static string StatusOf(ExecutionStatus status) =>
        status switch
        {
            ExecutionStatus.Succeeded => "SUCCEEDED",
            ExecutionStatus.Failed => "FAILED",
            ExecutionStatus.TimedOut => "TIMED_OUT",
            ExecutionStatus.Cancelled => "ABORTED",
            ExecutionStatus.Running or ExecutionStatus.Compensating => "RUNNING",
            ExecutionStatus.None => throw new InvalidOperationException("An execution that never started has no status."),
        };

    // A name that is no ARN stands for itself: then the execution is called by its id, as everywhere else.
    private static string ArnOf(JsonData input, string child)
    {
        const string Machine = ":stateMachine:";
        var arn = TextOf(input, "StateMachineArn") ?? "";
        var at = arn.IndexOf(Machine, StringComparison.Ordinal);
        if (at < 0)
            return child;

        var name = AwsNames.StateMachine(arn)?.Name ?? arn[(at + Machine.Length)..];
        return $"{arn[..at]}:execution:{name}:{NameOf(input, child)}";
    }

    private static string NameOf(JsonData input, string child) => TextOf(input, "Name") ?? child;

    private static void WriteValue(Utf8JsonWriter writer, string name, JsonData value, bool isJson)
    {
        if (!isJson)
        {
            writer.WriteString(name, value.Utf8.Span);
            return;
        }

        writer.WritePropertyName(name);
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }

    private static void WriteIncluded(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartObject(name);
        writer.WriteBoolean("Included", true);
        writer.WriteEndObject();
    }

    private static string? TextOf(JsonData input, string name) =>
        input.Kind == JsonValueKind.Object && input.Root.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    private static JsonData Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
        writer.Flush();
        return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
    }
}
