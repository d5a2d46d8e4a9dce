using System.Globalization;
using System.Text.Json;

namespace Workflows.Language.Data;

/// <summary>What we refuse although a JSON reader lets it pass. Asked token by token, while reading.</summary>
internal static class StrictJson
{
    /// <summary>
    /// What is wrong with the text under the reader, as the rest of a sentence; null when nothing is. The bytes are known to be UTF-8.
    /// </summary>
    public static string? TextComplaint(ref readonly Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return null;
        var rest = reader.ValueSpan;
        var expectsLow = false;
        while (rest.Length > 0)
        {
            var at = rest.IndexOf((byte)'\\');
            if (expectsLow && at != 0)
                return LoneSurrogate;
            if (at < 0)
                return null;
            var isUnit = rest[at + 1] == (byte)'u';
            var unit = isUnit ? HexUnit(rest.Slice(at + 2, 4)) : ' ';
            if (unit == '\0')
                return TextRules.Complaint("\0");
            if (char.IsLowSurrogate(unit) != expectsLow)
                return LoneSurrogate;
            expectsLow = char.IsHighSurrogate(unit);
            rest = rest[(at + (isUnit ? 6 : 2))..];
        }
        return expectsLow ? LoneSurrogate : null;
    }

    private static string LoneSurrogate => TextRules.Complaint("\uD800")!;

    private static char HexUnit(ReadOnlySpan<byte> digits) =>
        (char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
