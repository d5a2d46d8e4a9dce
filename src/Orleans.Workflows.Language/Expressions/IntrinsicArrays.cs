using System.Runtime.InteropServices;
using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Language.Expressions;

/// <summary>The intrinsic functions that make and look into arrays.</summary>
internal static class IntrinsicArrays
{
    private const int LongestRange = 1000;

    public static JsonElement Array(IntrinsicCall call) => Make(call.Arguments);

    public static JsonElement Partition(IntrinsicCall call)
    {
        var size = call.Integer(1);
        if (size <= 0)
            throw call.Fail("the size of a chunk must be greater than 0");
        var chunks = call.Array(0).EnumerateArray().Chunk((int)Math.Min(size, int.MaxValue));
        return JsonText
            .Write(
                chunks,
                static (writer, parts) =>
                {
                    writer.WriteStartArray();
                    foreach (var part in parts)
                        WriteArray(writer, part);
                    writer.WriteEndArray();
                }
            )
            .Root;
    }

    public static JsonElement Contains(IntrinsicCall call)
    {
        var equality = call.Equality;
        return JsonElement.Parse(
            call.Array(0).EnumerateArray().Any(element => equality.Equals(element, call.Arguments[1])) ? "true" : "false"
        );
    }

    public static JsonElement Range(IntrinsicCall call)
    {
        var (first, last, step) = (call.Integer(0), call.Integer(1), call.Integer(2));
        if (step == 0)
            throw call.Fail("the step must not be 0");
        var count = (((decimal)last - first) / step) + 1;
        if (count > LongestRange)
            throw call.Fail($"a range has at most {LongestRange} elements");
        return JsonText
            .Write(
                (first, step, count: (int)Math.Max(count, 0)),
                static (writer, range) =>
                {
                    writer.WriteStartArray();
                    for (var i = 0; i < range.count; i++)
                        writer.WriteNumberValue(range.first + (i * range.step));
                    writer.WriteEndArray();
                }
            )
            .Root;
    }

    public static JsonElement GetItem(IntrinsicCall call)
    {
        var (array, index) = (call.Array(0), call.Integer(1));
        return index >= 0 && index < array.GetArrayLength() ? array[(int)index] : throw call.Fail($"the array has no element {index}");
    }

    public static JsonElement Length(IntrinsicCall call) =>
        JsonElement.Parse(call.Array(0).GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static JsonElement Unique(IntrinsicCall call) => Make([.. call.Array(0).EnumerateArray().Distinct(call.Equality)]);

    private static JsonElement Make(IReadOnlyList<JsonElement> elements) => JsonText.Write(elements, WriteArray).Root;

    private static void WriteArray(Utf8JsonWriter writer, IReadOnlyList<JsonElement> elements)
    {
        writer.WriteStartArray();
        foreach (var element in elements)
        {
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
            if (writer.BytesCommitted + writer.BytesPending > TemplateLimits.LargestValue)
                throw TemplateLimits.Exceeded();
        }
        writer.WriteEndArray();
    }
}
