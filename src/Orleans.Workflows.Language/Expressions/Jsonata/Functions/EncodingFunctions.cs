using System.Text;
using Workflows.Language.Data;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>Base64 and URLs. jsonata.org: "String functions".</summary>
internal static class EncodingFunctions
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
    private const string Reserved = ";/?:@&=+$,#";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static readonly NativeFunction[] All =
    [
        new("base64encode", "<s-:s>", 1, call => Map(call, text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)))),
        new("base64decode", "<s-:s>", 1, call => Map(call, Base64Decode)),
        new("encodeUrlComponent", "<s-:s>", 1, call => Map(call, text => Encode(text, Unreserved))),
        new("encodeUrl", "<s-:s>", 1, call => Map(call, text => Encode(text, Unreserved + Reserved))),
        new("decodeUrlComponent", "<s-:s>", 1, call => Map(call, text => Decode(text, ""))),
        new("decodeUrl", "<s-:s>", 1, call => Map(call, text => Decode(text, Reserved))),
    ];

    private static TextValue? Map(Call call, Func<string, string> change) => call.Text(0) is { } text ? call.Run.Text(change(text)) : null;

    private static string Base64Decode(string text)
    {
        var padded = text.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        padded = padded.PadRight((padded.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var written)
            ? Encoding.UTF8.GetString(bytes, 0, written)
            : throw new JsonataException("D3140", "$base64decode was given what is no Base64.");
    }

    // ECMAScript: Encode(string, unescapedSet).
    private static string Encode(string text, string kept)
    {
        if (!TextRules.IsWellFormed(text))
            throw Malformed(text);
        var encoded = new StringBuilder(text.Length);
        foreach (var unit in Strict.GetBytes(text))
        {
            if (kept.Contains((char)unit, StringComparison.Ordinal))
                encoded.Append((char)unit);
            else
                encoded.Append('%').Append(Convert.ToHexString([unit]));
        }
        return encoded.ToString();
    }

    // ECMAScript: Decode(string, reservedSet).
    private static string Decode(string text, string kept)
    {
        var decoded = new StringBuilder(text.Length);
        List<byte> pending = [];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                Flush(text, pending, decoded);
                decoded.Append(text[i]);
                continue;
            }
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                throw Malformed(text);
            var unit = Convert.FromHexString(text.AsSpan(i + 1, 2))[0];
            if (kept.Contains((char)unit, StringComparison.Ordinal))
            {
                Flush(text, pending, decoded);
                decoded.Append(text, i, 3);
            }
            else
                pending.Add(unit);
            i += 2;
        }
        Flush(text, pending, decoded);
        return decoded.ToString();
    }

    private static void Flush(string text, List<byte> pending, StringBuilder decoded)
    {
        try
        {
            decoded.Append(Strict.GetString([.. pending]));
        }
        catch (DecoderFallbackException)
        {
            throw Malformed(text);
        }
        pending.Clear();
    }

    private static JsonataException Malformed(string text) => new("D3140", $"'{Reading.Fields.Shorten(text)}' is no well-formed URL.");
}
