using System.Buffers;
using System.Text.Json;
using Workflows.Core.Data;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Core.Failure;

/// <summary>What an error leaves in the data. ASL: "Fallback States", Error Output.</summary>
internal static class ErrorOutput
{
    /// <summary>The data after the error was caught, and the variables that the catcher assigns.</summary>
    /// <param name="raw">The data that the failed state was entered with.</param>
    public static (JsonData Data, JsonData? Assigned) Of(
        Transition transition,
        OpenStep step,
        Catcher catcher,
        JsonData raw,
        WorkflowError error
    )
    {
        var spelling = transition.Program.Definition.Spelling;
        var value = Of(spelling, error);
        var context = ContextObject.Of(transition, step, raw).WithError(value);
        var isJsonata = transition.Program.StateOf(step).QueryLanguage == QueryLanguage.Jsonata;
        var placed =
            isJsonata && spelling == Spelling.Asl ? value
            : catcher.ResultPath is not null ? DataFlow.Place(catcher.ResultPath, raw, value)
            : DataFlow.Place(ResultPlacement.Merge, raw, UnderError(value));
        var output = catcher.Output is null ? placed : catcher.Output.Evaluate(isJsonata ? context : context.With(placed));
        return (output, catcher.Assign?.Evaluate(context));
    }

    /// <summary>The error as a value: <c>{type, cause}</c>, in ASL <c>{Error, Cause}</c>.</summary>
    public static JsonData Of(Spelling spelling, WorkflowError error) =>
        spelling == Spelling.Asl ? Write("Error", "Cause", error) : Write("type", "cause", error);

    /// <summary>The error of an iteration that its Map tolerates, in the place of its output: <c>{index, error}</c>, in ASL only the error.</summary>
    public static JsonData OfIteration(Spelling spelling, int index, WorkflowError error)
    {
        var value = Of(spelling, error);
        if (spelling == Spelling.Asl)
            return value;

        var buffer = new ArrayBufferWriter<byte>(value.Size + 32);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteNumber("index", index);
        writer.WritePropertyName("error");
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
        writer.WriteEndObject();
        writer.Flush();
        return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
    }

    private static JsonData Write(string nameKey, string causeKey, WorkflowError error)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        // AWS: an error without a name is told as null, and so is its cause.
        writer.WriteString(nameKey, error.Name.Length == 0 ? null : error.Name);
        if (error.Cause is not null || error.Name.Length == 0)
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
