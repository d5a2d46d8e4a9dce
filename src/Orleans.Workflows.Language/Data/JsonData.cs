using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Workflows.Language.Data;

/// <summary>
/// One immutable JSON value, kept as UTF-8 until somebody looks into it. It is what an execution carries from state to state.
/// </summary>
/// <remarks>Reference equality means "the same value, already written once"; the encoding of events relies on that.</remarks>
public sealed class JsonData
{
    /// <summary>How deep a value may be nested: objects and arrays together. Default: 64.</summary>
    public const int MaxDepth = 64;

    /// <summary>The value <c>null</c>.</summary>
    public static readonly JsonData Null = new("null"u8.ToArray());

    /// <summary>The value <c>{}</c>.</summary>
    public static readonly JsonData EmptyObject = new("{}"u8.ToArray());

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth + 1 };

    private JsonDocument? document;
    private List<JsonMember>? members;

    private JsonData(ReadOnlyMemory<byte> utf8) => Utf8 = utf8;

    /// <summary>The value as UTF-8 text.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>The size of the value in bytes, by which the limits of the language count.</summary>
    public int Size => Utf8.Length;

    /// <summary>The parsed value. Parsed once, at the first look.</summary>
    public JsonElement Root => (document ??= JsonDocument.Parse(Utf8, Options)).RootElement;

    /// <summary>What kind of JSON value this is, told from the first byte alone.</summary>
    public JsonValueKind Kind =>
        Utf8.Span.TrimStart(" \t\r\n"u8)[0] switch
        {
            (byte)'{' => JsonValueKind.Object,
            (byte)'[' => JsonValueKind.Array,
            (byte)'"' => JsonValueKind.String,
            (byte)'t' => JsonValueKind.True,
            (byte)'f' => JsonValueKind.False,
            (byte)'n' => JsonValueKind.Null,
            _ => JsonValueKind.Number,
        };

    /// <summary>Where the members of an object stand. Found once, at the first look, without parsing what they hold.</summary>
    internal ReadOnlySpan<JsonMember> Members => CollectionsMarshal.AsSpan(members ??= JsonMembers.Of(Utf8.Span));

    /// <summary>
    /// Takes over bytes that are known to be one well-formed JSON value (written by a JSON writer, or read back from the journal).
    /// </summary>
    public static JsonData FromTrustedUtf8(ReadOnlyMemory<byte> utf8) => new(utf8);

    /// <summary>Takes over the bytes of an object whose members are known already.</summary>
    internal static JsonData FromMembers(byte[] utf8, List<JsonMember> members) => new(utf8) { members = members };

    /// <summary>The value of an element that was parsed elsewhere; its bytes are copied.</summary>
    public static JsonData From(JsonElement element) => new(JsonMarshal.GetRawUtf8Value(element).ToArray());

    /// <summary>A JSON text.</summary>
    public static JsonData FromString(string text) => new(JsonSerializer.SerializeToUtf8Bytes(text, JsonTextContext.Default.String));

    /// <summary>A whole number.</summary>
    public static JsonData FromNumber(long number) =>
        new(System.Text.Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>
    /// True when both are the same JSON value; the order of an object's members and the spelling of a number do not count.
    /// </summary>
    public bool ValueEquals(JsonData other) =>
        ReferenceEquals(this, other) || Utf8.Span.SequenceEqual(other.Utf8.Span) || JsonElement.DeepEquals(Root, other.Root);

    /// <inheritdoc/>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(Utf8.Span);
}
