using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Workflows.Grains.Contracts;

namespace Workflows.Grains.Executions;

/// <summary>
/// By what a repeated start is told from another one: SHA-256 of the request as it was sent. The layout of the input and the order of its members do not count;
/// the version counts as it was asked for, so that a start without one stays the same when a newer version is registered.
/// </summary>
internal static class RequestHash
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    /// <summary>The hash of a request.</summary>
    public static string Of(StartRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>(request.Input.Size + 128);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(request.Workflow);
            writer.WriteStringValue(request.Version);
            WriteSorted(writer, request.Input.Root);
            writer.WriteStartArray();
            foreach (var (name, value) in request.Tags)
            {
                writer.WriteStringValue(name);
                writer.WriteStringValue(value);
            }
            writer.WriteEndArray();
            if (request.Timeout is { } timeout)
                writer.WriteNumberValue(timeout.Ticks);
            writer.WriteEndArray();
        }
        return Base64Url.EncodeToString(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void WriteSorted(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                var members = new List<JsonProperty>(value.EnumerateObject());
                members.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
                foreach (var member in members)
                {
                    writer.WritePropertyName(member.Name);
                    WriteSorted(writer, member.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    WriteSorted(writer, item);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
