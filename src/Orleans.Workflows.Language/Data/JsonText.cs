using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Workflows.Language.Data;

/// <summary>How this project writes JSON: compact, UTF-8, nothing escaped that need not be.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes one value.</summary>
    public static JsonData Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Options))
            write(writer, state);
        return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
    }

    /// <summary>The value without white space, members in their order.</summary>
    public static JsonData Compact(JsonElement element) => Write(element, static (writer, value) => value.WriteTo(writer));

    /// <summary>A text as a JSON string, quotes included.</summary>
    public static JsonData String(string text) => Write(text, static (writer, value) => writer.WriteStringValue(value));
}
