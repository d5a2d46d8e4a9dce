using System.Buffers;
using System.Text.Json;
using Workflows.Core.State;

namespace Workflows.Core.Encoding;

/// <summary>
/// A folded state as JSON, so that an activation reads the tail of a history and not the whole. A snapshot is a shortcut, never the truth: what cannot
/// be read is ignored, and the fold starts at the first event.
/// </summary>
public static class SnapshotCodec
{
    /// <summary>The format that is written; a change of the state's shape is a new format.</summary>
    public const int Format = 3;

    /// <summary>The bytes of a snapshot.</summary>
    public static ReadOnlyMemory<byte> Encode(ExecutionState state)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, MaxDepth = 128 });
        new SnapshotWriter(writer).Write(state);
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The state of a snapshot; null when it is of another format or damaged.</summary>
    public static ExecutionState? TryDecode(ReadOnlyMemory<byte> snapshot)
    {
        try
        {
            // The elements are copied out as values; the document lives no longer than this call.
            using var document = JsonDocument.Parse(snapshot, new JsonDocumentOptions { MaxDepth = 128 });
            return SnapshotReader.Read(document.RootElement);
        }
        catch (Exception damaged)
            when (damaged is JsonException or InvalidOperationException or InvalidDataException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}
