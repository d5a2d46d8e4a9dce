using System.Text;
using System.Text.Json;

namespace Workflows.Language.Documents;

/// <summary>Says in words why a text is not JSON, at the place where it stops being JSON.</summary>
public static class MalformedJson
{
    /// <summary>The problem that a JSON reader met.</summary>
    /// <param name="malformed">What the reader threw.</param>
    /// <param name="utf8">The whole text that it read.</param>
    /// <param name="mayBeYaml">Whether YAML would be taken in its place.</param>
    public static Problem Problem(JsonException malformed, ReadOnlySpan<byte> utf8, bool mayBeYaml = false)
    {
        if (IsYaml(utf8))
        {
            var fix = mayBeYaml ? "send it as YAML (over HTTP with Content-Type: application/yaml)" : "only JSON is taken here";
            return new Problem(ProblemCodes.InvalidJson, $"This is not JSON but looks like YAML; {fix}.", new SourcePosition("$", 1, 1));
        }
        var offset = OffsetOf(malformed, utf8);
        var (line, column) = TextPosition.Of(utf8, offset);
        return new Problem(ProblemCodes.InvalidJson, $"This is not JSON: {Reason(malformed, utf8, offset)}", new("$", line, column));
    }

    // No JSON text begins like this, and every block mapping, list, comment or document marker of YAML does.
    private static bool IsYaml(ReadOnlySpan<byte> utf8)
    {
        var text = utf8.TrimStart(" \t\r\n"u8);
        if (text.StartsWith("---"u8) || text.StartsWith("# "u8) || text.StartsWith("- "u8))
            return true;
        var key = 0;
        while (key < text.Length && (char.IsAsciiLetterOrDigit((char)text[key]) || text[key] is (byte)'_' or (byte)'-'))
            key++;
        return key > 0
            && char.IsAsciiLetter((char)text[0])
            && key + 1 < text.Length
            && text[key] == ':'
            && text[key + 1] is (byte)' ' or 10 or 13;
    }

    private static int OffsetOf(JsonException malformed, ReadOnlySpan<byte> utf8)
    {
        var start = 0;
        for (var line = 0L; line < (malformed.LineNumber ?? 0); line++)
        {
            var end = utf8[start..].IndexOf((byte)'\n');
            if (end < 0)
                break;
            start += end + 1;
        }
        return (int)Math.Min(start + (malformed.BytePositionInLine ?? 0), utf8.Length);
    }

    private static string Reason(JsonException malformed, ReadOnlySpan<byte> utf8, int offset)
    {
        if (IsReason(malformed, "JSON string"))
            return InText(utf8, offset);
        var rest = utf8[offset..].TrimStart(" \t\r\n"u8);
        if (rest.IsEmpty)
            return "the text ends before everything is closed; add the missing '}', ']' or '\"'.";
        var before = utf8[..offset].TrimEnd(" \t\r\n"u8);
        var last = before.IsEmpty ? (byte)0 : before[^1];
        return rest[0] switch
        {
            (byte)'\'' => "keys and texts stand in double quotes, not in single ones.",
            (byte)'#' => NoComments,
            (byte)'/' when rest.Length > 1 && rest[1] is (byte)'/' or (byte)'*' => NoComments,
            (byte)'<' when before.IsEmpty => "it looks like HTML or XML; send JSON.",
            (byte)'}' or (byte)']' when last == ',' => "a comma stands behind the last entry; remove it.",
            (byte)'"' or (byte)'{' or (byte)'[' when last is (byte)'"' or (byte)'}' or (byte)']' || char.IsAsciiDigit((char)last) => last
                == '"'
            && IsReason(malformed, "property name")
                ? "a colon is missing here, between a key and its value."
                : MissingComma,
            (byte)'=' => "a colon stands between a key and its value, not '='.",
            _ => OfWord(malformed, utf8, offset),
        };
    }

    private const string NoComments = "JSON has no comments; remove this one, or write the document in YAML.";

    private const string MissingComma = "a comma is missing before this place.";

    private static string InText(ReadOnlySpan<byte> utf8, int offset) =>
        offset >= utf8.Length ? "a text is not closed; add the missing '\"'."
        : utf8[offset] < 0x20 ? @"a line break or tab stands inside a text; write \n or \t, or close the text with '""'."
        : @"a text has an escape that JSON does not have; write \\ for a backslash.";

    private static string OfWord(JsonException malformed, ReadOnlySpan<byte> utf8, int offset)
    {
        var (from, to) = (offset, offset);
        while (from > 0 && char.IsAsciiLetter((char)utf8[from - 1]))
            from--;
        while (to < utf8.Length && char.IsAsciiLetter((char)utf8[to]))
            to++;
        var word = Encoding.ASCII.GetString(utf8[from..to]);
        if (word.Length == 0 || word.Length > LongestWord)
            return Shortened(malformed);
        return word.ToLowerInvariant() switch
        {
            "true" or "false" or "null" when word.Any(char.IsUpper) => $"'{word}' is written {word.ToLowerInvariant()} in JSON.",
            "none" or "undefined" => $"'{word}' is written null in JSON.",
            "nan" or "infinity" => $"'{word}' is no number in JSON.",
            _ => $"'{word}' must stand in double quotes: \"{word}\".",
        };
    }

    private const int LongestWord = 60;

    // The reader appends its own line and position, counted from 0, which would contradict ours.
    private static string Shortened(JsonException malformed)
    {
        var end = malformed.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? malformed.Message : malformed.Message[..end];
    }

    private static bool IsReason(JsonException malformed, string part) => malformed.Message.Contains(part, StringComparison.Ordinal);
}
