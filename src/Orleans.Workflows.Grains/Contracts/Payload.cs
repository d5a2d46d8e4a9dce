using Workflows.Language.Data;

namespace Workflows.Grains.Contracts;

/// <summary>A JSON value on its way between grains: its UTF-8 text, never copied on a local call.</summary>
/// <param name="Utf8">The text.</param>
[GenerateSerializer, Immutable]
internal readonly record struct Payload([property: Id(0)] ReadOnlyMemory<byte> Utf8)
{
    /// <summary>The value.</summary>
    public JsonData ToJson() => JsonData.FromTrustedUtf8(Utf8);

    /// <summary>The payload of a value.</summary>
    public static Payload Of(JsonData value) => new(value.Utf8);
}
