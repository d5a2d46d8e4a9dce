using System.Runtime.InteropServices;
using System.Text.Json;

namespace Workflows.Language.Data;

/// <summary>The shallow merge of two objects: <c>States.JsonMerge</c> and the native default of <c>resultPath</c>.</summary>
public static class JsonMerge
{
    /// <summary>The members of both objects; where both have a name, the right one's value stands in the left one's place.</summary>
    /// <param name="left">An object.</param>
    /// <param name="right">An object.</param>
    public static JsonData Shallow(JsonElement left, JsonElement right) =>
        JsonText.Write((left, right), static (writer, sides) => Write(writer, sides.left, sides.right));

    private static void Write(Utf8JsonWriter writer, JsonElement left, JsonElement right)
    {
        // A lookup in a JsonElement is linear, and both sides may be large.
        var winners = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in right.EnumerateObject())
            winners[member.Name] = member.Value;

        writer.WriteStartObject();
        foreach (var member in left.EnumerateObject())
            WriteMember(writer, member.Name, winners.Remove(member.Name, out var winner) ? winner : member.Value);
        foreach (var member in right.EnumerateObject())
        {
            if (winners.ContainsKey(member.Name))
                WriteMember(writer, member.Name, member.Value);
        }
        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, string name, JsonElement value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
    }
}
