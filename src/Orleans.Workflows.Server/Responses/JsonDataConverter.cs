using System.Text.Json;
using System.Text.Json.Serialization;
using Workflows.Language.Data;

namespace Workflows.Server.Responses;

/// <summary>The data of executions go out as the bytes they are: nothing is parsed, and a number keeps its spelling.</summary>
public sealed class JsonDataConverter : JsonConverter<JsonData>
{
    /// <summary>A <c>null</c> in the data is a value that somebody gave; only an absent <see cref="JsonData"/> is left out.</summary>
    public override bool HandleNull => false;

    /// <inheritdoc/>
    public override JsonData Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return JsonData.From(document.RootElement);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JsonData value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
