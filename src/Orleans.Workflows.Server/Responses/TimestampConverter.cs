using System.Text.Json;
using System.Text.Json.Serialization;
using Workflows.Language.Model;

namespace Workflows.Server.Responses;

/// <summary>Moments as the API writes them: RFC 3339, UTC, milliseconds.</summary>
public sealed class TimestampConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Timestamps.TryParse(reader.GetString() ?? "", out var moment)
            ? moment
            : throw new JsonException("Expected an RFC 3339 timestamp with an offset.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Timestamps.Format(value));
}
