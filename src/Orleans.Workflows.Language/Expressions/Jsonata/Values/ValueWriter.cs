using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Language.Expressions.Jsonata.Values;

/// <summary>Writes a result as JSON. What came from the data and was not touched is copied byte for byte.</summary>
internal static class ValueWriter
{
    /// <summary>The result as data.</summary>
    /// <exception cref="JsonataException"><c>D1001</c>: a number is infinite. <c>D3001</c>: a text is none that data may hold.</exception>
    /// <exception cref="EvaluationException"><c>States.DataLimitExceeded</c>: larger than <see cref="TemplateLimits.LargestValue"/>.</exception>
    public static JsonData ToData(Value value) => JsonText.Write(value, static (writer, value) => Write(writer, value));

    private static void Write(Utf8JsonWriter writer, Value? value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value)
        {
            case TextValue text:
                writer.WriteStringValue(Storable(text.Text));
                break;
            case NumberValue number:
                WriteNumber(writer, number);
                break;
            case BooleanValue boolean:
                writer.WriteBooleanValue(boolean.IsTrue);
                break;
            case ArrayValue { Source: { } source }:
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(source), skipInputValidation: true);
                break;
            case ObjectValue { Source: { } source }:
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(source), skipInputValidation: true);
                break;
            case ArrayValue array:
                writer.WriteStartArray();
                array.Items.ForEach(item => Write(writer, item));
                writer.WriteEndArray();
                break;
            case ObjectValue members:
                writer.WriteStartObject();
                foreach (var (name, member) in members.Members)
                {
                    writer.WritePropertyName(Storable(name));
                    Write(writer, member);
                }
                writer.WriteEndObject();
                break;
            case FunctionValue:
                writer.WriteStringValue("");
                break;
            default:
                writer.WriteNullValue();
                break;
        }
        if (writer.BytesCommitted + writer.BytesPending > TemplateLimits.LargestValue)
            throw TemplateLimits.Exceeded();
    }

    private static string Storable(string text) =>
        TextRules.Complaint(text) is { } complaint ? throw new JsonataException("D3001", $"A text of the result {complaint}.") : text;

    private static void WriteNumber(Utf8JsonWriter writer, NumberValue value)
    {
        if (value.Source is { } source)
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(source), skipInputValidation: true);
        // JSON has no word for "not a number"; JavaScript writes null.
        else if (double.IsNaN(value.Number))
            writer.WriteNullValue();
        else if (value.IsNumber(out var number))
            writer.WriteRawValue(NumberText.Of(number), skipInputValidation: true);
    }
}
