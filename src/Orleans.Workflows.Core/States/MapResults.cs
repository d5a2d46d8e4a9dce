using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Core.States;

/// <summary>The outputs of a Map that are put together, or given to somebody. ASL: "ResultWriter".</summary>
internal static class MapResults
{
    /// <summary>The outputs as the writer wants them.</summary>
    public static JsonData Transform(ResultWriter writer, JsonData outputs) =>
        writer.Flattens
            ? Write(json =>
            {
                json.WriteStartArray();
                foreach (var output in outputs.Root.EnumerateArray())
                {
                    if (output.ValueKind != JsonValueKind.Array)
                        Raw(json, output);
                    else
                        output.EnumerateArray().ToList().ForEach(item => Raw(json, item));
                }

                json.WriteEndArray();
            })
            : outputs;

    /// <summary>What whoever writes them is asked: the parameters, and the outputs as <c>Body</c>.</summary>
    public static JsonData Request(ResultWriter writer, JsonData parameters, JsonData outputs) =>
        Write(json =>
        {
            json.WriteStartObject();
            if (parameters.Kind == JsonValueKind.Object)
            {
                foreach (var member in parameters.Root.EnumerateObject().Where(member => member.Name != "Body"))
                {
                    json.WritePropertyName(member.Name);
                    Raw(json, member.Value);
                }
            }

            json.WritePropertyName("Body");
            if (writer.WritesLines)
                json.WriteStringValue(string.Join('\n', outputs.Root.EnumerateArray().Select(output => output.GetRawText())));
            else
                json.WriteRawValue(outputs.Utf8.Span, skipInputValidation: true);
            json.WriteEndObject();
        });

    /// <summary>The result of a Map whose outputs were written: where they are, as AWS tells it. The answer may name another bucket or key.</summary>
    public static JsonData Written(WorkflowProgram program, ExecutionState execution, OpenStep step, JsonData answer)
    {
        var run = string.Create(CultureInfo.InvariantCulture, $"{execution.Id}.{step.Number}.{step.Attempt}");
        var request = step.Input ?? JsonData.EmptyObject;
        var prefix = Text(request, "Prefix") is { Length: > 0 } given ? given.TrimEnd('/') + "/" : "";
        return Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("MapRunArn", program.Arns.OfMapRun(program.Workflow, step.State, run));
            json.WriteStartObject("ResultWriterDetails");
            json.WriteString("Bucket", Text(answer, "Bucket") ?? Text(request, "Bucket") ?? "");
            json.WriteString("Key", Text(answer, "Key") ?? $"{prefix}{run}/manifest.json");
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static string? Text(JsonData value, string name) =>
        value.Kind == JsonValueKind.Object && value.Root.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    private static void Raw(Utf8JsonWriter json, JsonElement value) =>
        json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);

    private static JsonData Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        content(json);
        json.Flush();
        return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
    }
}
