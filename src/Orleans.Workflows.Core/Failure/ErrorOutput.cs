using System.Buffers;
using System.Text.Json;
using Workflows.Core.Data;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Core.Failure;

/// <summary>What a caught error leaves in the data. ASL: "Fallback States", Error Output.</summary>
internal static class ErrorOutput
{
    /// <summary>The data after the error was caught.</summary>
    /// <param name="raw">The data that the failed state was entered with.</param>
    public static JsonData Of(Spelling spelling, Catcher catcher, JsonData raw, WorkflowError error)
    {
        var value = spelling == Spelling.Asl ? Write("Error", "Cause", error) : Write("type", "cause", error);
        return catcher.ResultPath is not null
            ? DataFlow.Place(catcher.ResultPath, raw, value)
            : DataFlow.Place(ResultPlacement.Merge, raw, UnderError(value));
    }

    private static JsonData Write(string nameKey, string causeKey, WorkflowError error)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString(nameKey, error.Name);
        if (error.Cause is not null)
            writer.WriteString(causeKey, error.Cause);
        writer.WriteEndObject();
        writer.Flush();
        return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
    }

    private static JsonData UnderError(JsonData value)
    {
        var buffer = new ArrayBufferWriter<byte>(value.Size + 10);
        buffer.Write("{\"error\":"u8);
        buffer.Write(value.Utf8.Span);
        buffer.Write("}"u8);
        return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
    }
}
