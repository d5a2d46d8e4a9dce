using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Workflows.Language.Data;

/// <summary>The shallow merge of two objects: <c>States.JsonMerge</c> and the native default of <c>resultPath</c>.</summary>
public static class JsonMerge
{
    /// <summary>Up to so many members a search through the element is cheaper than a dictionary.</summary>
    private const int FewMembers = 16;

    /// <summary>The members of both objects; where both have a name, the right one's value stands in the left one's place.</summary>
    /// <param name="left">An object.</param>
    /// <param name="right">An object.</param>
    public static JsonData Shallow(JsonElement left, JsonElement right)
    {
        var size = JsonMarshal.GetRawUtf8Value(left).Length + JsonMarshal.GetRawUtf8Value(right).Length;
        var buffer = new ArrayBufferWriter<byte>(size + 1);
        buffer.Write("{"u8);
        var inRight = Lookup(right);
        foreach (var member in left.EnumerateObject())
            WriteMember(buffer, member, inRight(member.Name) ?? member.Value);
        var inLeft = Lookup(left);
        foreach (var member in right.EnumerateObject())
        {
            if (inLeft(member.Name) is null)
                WriteMember(buffer, member, member.Value);
        }

        buffer.Write("}"u8);
        return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
    }

    private static Func<string, JsonElement?> Lookup(JsonElement members)
    {
        if (members.GetPropertyCount() <= FewMembers)
            return name => members.TryGetProperty(name, out var value) ? value : null;

        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in members.EnumerateObject())
            values[member.Name] = member.Value;
        return name => values.TryGetValue(name, out var value) ? value : null;
    }

    private static void WriteMember(ArrayBufferWriter<byte> buffer, JsonProperty member, JsonElement value)
    {
        // The bytes are copied as they stand: numbers keep their spelling, and nothing is escaped anew.
        if (buffer.WrittenCount > 1)
            buffer.Write(","u8);
        buffer.Write("\""u8);
        buffer.Write(JsonMarshal.GetRawUtf8PropertyName(member));
        buffer.Write("\":"u8);
        buffer.Write(JsonMarshal.GetRawUtf8Value(value));
    }
}
