using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Core.Data;

/// <summary>
/// The native default for results: an object result is merged shallowly into an object, a null result leaves the data as they are, anything else
/// replaces them, and so does any result where the data are no object.
/// </summary>
internal static class ObjectMerge
{
    /// <summary>The data after the result. Where nothing changes, or everything does, it is the very same instance.</summary>
    public static JsonData Merge(JsonData data, JsonData result)
    {
        if (ReferenceEquals(data, result) || result.Kind == JsonValueKind.Null)
            return data;
        if (result.Kind != JsonValueKind.Object || data.Kind != JsonValueKind.Object)
            return result;

        var present = data.Root;
        var added = result.Root;
        var buffer = new ArrayBufferWriter<byte>(data.Size + result.Size + 1);
        buffer.Write("{"u8);
        foreach (var member in present.EnumerateObject())
            WriteMember(buffer, member, added.TryGetProperty(member.Name, out var newer) ? newer : member.Value);
        foreach (var member in added.EnumerateObject())
        {
            if (!present.TryGetProperty(member.Name, out _))
                WriteMember(buffer, member, member.Value);
        }

        buffer.Write("}"u8);
        return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
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
