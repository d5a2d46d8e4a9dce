using System.Buffers;
using System.Text.Json;
using Workflows.Core.Events;

namespace Workflows.Core.Encoding;

/// <summary>
/// One row of the journal: the events of one append as JSON, <c>{"format":1,"events":[{"type":"StepEntered","at":…,…},…]}</c>.
/// Written by hand: the names are the contract, and every released shape stays readable for ever.
/// </summary>
/// <remarks>Times are milliseconds since 1970 UTC and stand only where they differ from the event before. A value that stands in the row already is not written again.</remarks>
public static class EventCodec
{
    /// <summary>The format that is written.</summary>
    public const int Format = 1;

    private static readonly JsonWriterOptions WriterOptions = new() { SkipValidation = true, MaxDepth = 128 };

    // A buffer that a large row has made grow is not kept.
    private const int LargestKeptBuffer = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? cachedBuffer;

    [ThreadStatic]
    private static Utf8JsonWriter? cachedWriter;

    /// <summary>The bytes of a row.</summary>
    public static ReadOnlyMemory<byte> Encode(IReadOnlyList<ExecutionEvent> events)
    {
        var buffer = cachedBuffer ??= new ArrayBufferWriter<byte>(4 * 1024);
        buffer.ResetWrittenCount();
        var writer = cachedWriter ??= new Utf8JsonWriter(buffer, WriterOptions);
        writer.Reset(buffer);
        writer.WriteStartObject();
        writer.WriteNumber("format"u8, Format);
        writer.WriteStartArray("events"u8);
        var row = new EventWriter(writer);
        for (var index = 0; index < events.Count; index++)
            row.Write(events[index]);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        if (buffer.Capacity > LargestKeptBuffer)
            cachedBuffer = null;
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The events of a row. Their values are slices of it, not copies.</summary>
    /// <exception cref="InvalidDataException">The row is of another format, holds an unknown type, or lacks what its type needs.</exception>
    public static IReadOnlyList<ExecutionEvent> Decode(ReadOnlyMemory<byte> row)
    {
        try
        {
            return new EventReader(row).ReadRow();
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException("A row of the journal is no well-formed JSON.", damaged);
        }
    }
}
