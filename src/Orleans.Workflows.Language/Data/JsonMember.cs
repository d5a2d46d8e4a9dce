namespace Workflows.Language.Data;

/// <summary>Where a member of an object stands in the object's bytes.</summary>
/// <param name="NameStart">The first byte of the name, inside the quotes.</param>
/// <param name="NameLength">The bytes of the name as it is written, without the quotes.</param>
/// <param name="IsNameEscaped">Whether the name has an escape, so that its bytes alone do not tell whether it equals another.</param>
/// <param name="ValueStart">The first byte of the value.</param>
/// <param name="ValueLength">The bytes of the value as it is written.</param>
internal readonly record struct JsonMember(int NameStart, int NameLength, bool IsNameEscaped, int ValueStart, int ValueLength)
{
    /// <summary>The name as it is written in the object.</summary>
    public ReadOnlySpan<byte> RawName(ReadOnlySpan<byte> utf8) => utf8.Slice(NameStart, NameLength);

    /// <summary>The name that is meant.</summary>
    public string Name(ReadOnlySpan<byte> utf8) => IsNameEscaped ? Unescaped(utf8) : System.Text.Encoding.UTF8.GetString(RawName(utf8));

    /// <summary>Whether a member of another object has the same name.</summary>
    public bool HasSameName(ReadOnlySpan<byte> utf8, JsonMember other, ReadOnlySpan<byte> othersUtf8) =>
        IsNameEscaped || other.IsNameEscaped
            ? Name(utf8) == other.Name(othersUtf8)
            : RawName(utf8).SequenceEqual(other.RawName(othersUtf8));

    /// <summary>The value as it is written in the object.</summary>
    public ReadOnlySpan<byte> RawValue(ReadOnlySpan<byte> utf8) => utf8.Slice(ValueStart, ValueLength);

    private string Unescaped(ReadOnlySpan<byte> utf8)
    {
        var reader = new System.Text.Json.Utf8JsonReader(utf8.Slice(NameStart - 1, NameLength + 2));
        reader.Read();
        return reader.GetString()!;
    }
}
