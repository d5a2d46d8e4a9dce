using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Language.Expressions;

/// <summary>The intrinsic functions that work on texts and objects.</summary>
internal static class IntrinsicTexts
{
    // AWS: an empty text holds no value, which is null.
    public static JsonElement StringToJson(IntrinsicCall call) =>
        string.IsNullOrWhiteSpace(call.Text(0)) ? JsonData.Null.Root
        : JsonPayload.TryParse(Encoding.UTF8.GetBytes(call.Text(0)), out var data, out var problem) ? data.Root
        : throw call.Fail(problem.Message.TrimEnd('.'));

    public static JsonElement JsonToString(IntrinsicCall call) => JsonText.String(JsonText.Compact(call.Arguments[0]).ToString()).Root;

    public static JsonElement Base64Encode(IntrinsicCall call) =>
        JsonText.String(Convert.ToBase64String(Encoding.UTF8.GetBytes(call.ShortText(0)))).Root;

    public static JsonElement Base64Decode(IntrinsicCall call)
    {
        var bytes = new byte[LongestDecoded];
        if (!Convert.TryFromBase64String(call.ShortText(0), bytes, out var length))
            throw call.Fail("argument 1 is not Base64");
        // U+0000 could not be stored.
        var text = Encoding.UTF8.GetString(bytes.AsSpan(0, length));
        return TextRules.Complaint(text) is { } complaint ? throw call.Fail($"the decoded text {complaint}") : JsonText.String(text).Root;
    }

    public static JsonElement Hash(IntrinsicCall call)
    {
        var data = call.Arguments[0].ValueKind == JsonValueKind.String ? call.ShortText(0) : JsonText.Compact(call.Arguments[0]).ToString();
        if (data.Length > IntrinsicCall.LongestText)
            throw call.Fail($"argument 1 has more than {IntrinsicCall.LongestText} characters");
        var hash =
            HashOf(call.Text(1), Encoding.UTF8.GetBytes(data))
            ?? throw call.Fail("argument 2 must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512");
        return JsonText.String(Convert.ToHexStringLower(hash)).Root;
    }

    public static JsonElement JsonMerge(IntrinsicCall call)
    {
        if (call.Arguments[2].ValueKind != JsonValueKind.False)
            throw call.Fail("only the shallow mode exists: argument 3 must be false");
        return Data.JsonMerge.Shallow(JsonData.From(call.Object(0)), JsonData.From(call.Object(1))).Root;
    }

    /// <summary>Splits at every character of the second text; empty parts are dropped, as on AWS.</summary>
    public static JsonElement Split(IntrinsicCall call)
    {
        return JsonText
            .Write(
                Parts(call.Text(0), [.. call.Text(1).EnumerateRunes()]),
                static (writer, texts) =>
                {
                    writer.WriteStartArray();
                    foreach (var text in texts)
                        writer.WriteStringValue(text);
                    writer.WriteEndArray();
                }
            )
            .Root;
    }

    // By Unicode characters: a split between surrogates would leave halves of them. In one pass, however many characters split.
    private static IEnumerable<string> Parts(string text, HashSet<Rune> splitters)
    {
        var (start, position) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (splitters.Contains(rune))
            {
                if (position > start)
                    yield return text[start..position];
                start = position + rune.Utf16SequenceLength;
            }
            position += rune.Utf16SequenceLength;
        }
        if (position > start)
            yield return text[start..];
    }

    private const int LongestDecoded = IntrinsicCall.LongestText * 3 / 4;

    [SuppressMessage("Security", "CA5350", Justification = "ASL names these algorithms; they compare data, they protect nothing.")]
    [SuppressMessage("Security", "CA5351", Justification = "ASL names these algorithms; they compare data, they protect nothing.")]
    private static byte[]? HashOf(string algorithm, byte[] data) =>
        algorithm switch
        {
            "MD5" => MD5.HashData(data),
            "SHA-1" => SHA1.HashData(data),
            "SHA-256" => SHA256.HashData(data),
            "SHA-384" => SHA384.HashData(data),
            "SHA-512" => SHA512.HashData(data),
            _ => null,
        };
}
