using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Language.Data;

namespace Workflows.Conformance.World;

/// <summary>The functions that the recorded executions called, by the name of the file that held them.</summary>
internal static class FunctionDoubles
{
    private const int LargeOutput = 257 * 1024;

    /// <summary>Whether what the double answers follows from its input alone; what the others did is told by the recording, if it is there.</summary>
    public static bool DependsOnInput(string handler) => handler is "id_function" or "return_decorated_input";

    /// <summary>What a function answers; null when the double is not known.</summary>
    public static Answer? Call(string handler, JsonData input) =>
        handler switch
        {
            "id_function" or "echo_function" => Answer.Of(AsPythonWrites(input)),
            "return_bytes_str" => Answer.Of(JsonData.FromString("HelloWorld!")),
            "return_decorated_input" => Answer.Of(JsonData.FromString($"input-event-{PythonText(input)}")),
            "large_output_string" => Answer.Of(JsonData.FromString(new string('a', LargeOutput))),
            "raise_exception" => Raise("Exception", "Some exception was raised."),
            "raise_custom_exception" => Raise("CustomException", "CustomException message"),
            "wait_60_seconds" => Answer.Of(JsonData.Null) with { After = TimeSpan.FromSeconds(60) },
            _ => null,
        };

    // The functions were Python, whose JSON has a space after each comma and colon: the length of an answer tells.
    private static JsonData AsPythonWrites(JsonData value)
    {
        var text = new StringBuilder();
        Write(text, value.Root);
        return JsonData.FromTrustedUtf8(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void Write(StringBuilder text, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            text.Append(value.GetRawText());
            return;
        }

        var isObject = value.ValueKind == JsonValueKind.Object;
        var separator = isObject ? "{" : "[";
        text.Append(value.GetRawText() is "{}" or "[]" ? separator : "");
        if (isObject)
        {
            foreach (var member in value.EnumerateObject())
            {
                text.Append(separator).Append(JsonSerializer.Serialize(member.Name)).Append(": ");
                Write(text, member.Value);
                separator = ", ";
            }
        }
        else
        {
            foreach (var item in value.EnumerateArray())
            {
                text.Append(separator);
                Write(text, item);
                separator = ", ";
            }
        }

        text.Append(isObject ? '}' : ']');
    }

    private static Answer Raise(string type, string message) =>
        Answer.Failed(
            type,
            new JsonObject
            {
                ["errorMessage"] = message,
                ["errorType"] = type,
                ["requestId"] = "request",
                ["stackTrace"] = new JsonArray(),
            }.ToJsonString()
        );

    private static string PythonText(JsonData value) => value.Kind == JsonValueKind.String ? value.Root.GetString()! : value.ToString();
}
