using System.Buffers;
using System.Text.Json;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Conformance.Cases;

/// <summary>An execution as AWS's calls describe it.</summary>
internal static class AwsAnswers
{
    /// <summary>The answer of <c>DescribeExecution</c> and <c>StartSyncExecution</c>.</summary>
    public static JsonData Execution(ExecutionState state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("executionArn", state.Id);
        writer.WriteString("name", state.Id);
        writer.WriteString("stateMachineArn", state.Workflow);
        WriteData(writer, "input", state.Input);
        if (state.Output is { } output)
            WriteData(writer, "output", output);
        if (state.Error is { } error)
            writer.WriteString("error", error);
        if (state.Cause is { } cause)
            writer.WriteString("cause", cause);
        writer.WriteNumber("redriveCount", state.Run - 1);
        writer.WriteString("redriveStatus", state.Status == ExecutionStatus.Succeeded ? "NOT_REDRIVABLE" : "REDRIVABLE");
        writer.WriteString("startDate", Timestamps.Format(state.StartedAt));
        if (state.EndedAt is { } ended)
            writer.WriteString("stopDate", Timestamps.Format(ended));
        writer.WriteString("status", Status(state.Status));
        writer.WriteEndObject();
        writer.Flush();
        return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
    }

    private static void WriteData(Utf8JsonWriter writer, string name, JsonData data)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(data.Utf8.Span);
        writer.WriteStartObject(name + "Details");
        writer.WriteBoolean("included", true);
        writer.WriteEndObject();
    }

    private static string Status(ExecutionStatus status) =>
        status switch
        {
            ExecutionStatus.Succeeded => "SUCCEEDED",
            ExecutionStatus.Failed => "FAILED",
            ExecutionStatus.TimedOut => "TIMED_OUT",
            ExecutionStatus.Cancelled => "ABORTED",
            _ => "RUNNING",
        };
}
