using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace Workflows.Language.Documents;

/// <summary>
/// Says in words what is wrong with a text that is not YAML, and where. The parser's own message names what it looked for, which is often far from the mistake; the lines
/// around the place tell which of the usual mistakes it is.
/// </summary>
internal sealed partial class YamlAdvice
{
    private readonly string[] lines;
    private readonly string reason;
    private readonly int line;
    private readonly int column;

    private YamlAdvice(string text, string reason, Mark place)
    {
        (lines, this.reason) = (text.ReplaceLineEndings("\n").Split('\n'), reason);
        // A failure of the parser may come without a place.
        (line, column) = ((int)Math.Clamp(place.Line, 1, lines.Length), (int)Math.Max(1, place.Column));
    }

    /// <summary>The sentence, and the place to look at.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="reason">What the parser said.</param>
    /// <param name="place">Where the parser was.</param>
    public static (string Sentence, int Line, int Column) Of(string text, string reason, Mark place)
    {
        var advice = new YamlAdvice(text, reason, place);
        return advice.OnTab()
            ?? advice.OnFirstCharacter()
            ?? advice.OnQuote()
            ?? advice.OnMapping()
            ?? advice.OnMissingKey()
            ?? advice.OnBracket()
            ?? advice.Here(reason);
    }

    private string Line => lines[line - 1];

    private bool IsReason(string part) => reason.Contains(part, StringComparison.OrdinalIgnoreCase);

    private (string, int, int) Here(string sentence) => (sentence, line, column);

    // The parser is at the beginning of the mapping when it meets the tab.
    private (string, int, int)? OnTab()
    {
        if (!IsReason("tab") && !(IsReason("cannot start any token") && Line.Length >= column && Line[column - 1] == '\t'))
            return null;
        for (var at = line; at <= lines.Length; at++)
        {
            var tab = lines[at - 1].IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && string.IsNullOrWhiteSpace(lines[at - 1][..tab]))
                return ("the line is indented with a tab, and YAML takes blanks only; replace each tab with two blanks.", at, tab + 1);
        }
        return null;
    }

    private (string, int, int)? OnFirstCharacter()
    {
        if (!IsReason("anchor or alias") && !IsReason("cannot start any token"))
            return null;
        var at = IsReason("anchor or alias")
            ? Indicator().Match(Line) is { Success: true } match
                ? match.Groups["sign"].Index
                : -1
            : column - 1;
        if (at < 0 || at >= Line.Length)
            return null;
        var sign = Line[at];
        var use = sign switch
        {
            '*' => "it would be an alias",
            '&' => "it would be an anchor",
            _ => "YAML keeps that character for itself",
        };
        return ($"a text that begins with '{sign}' must stand in quotes, else {use}; write \"{Word(at)}\".", line, at + 1);
    }

    private (string, int, int)? OnQuote()
    {
        if (IsReason("escape character") || IsReason("escape code"))
            return Here(@"in double quotes a backslash begins an escape; write \\ for a backslash, or put the text in single quotes.");
        return IsReason("quoted scalar") ? Here("the quote that begins here is not closed; close it with the same quote.") : null;
    }

    // ": " where no key can begin: inside of a text, on a line that is indented too deep, or because a line above lacks the blank behind its colon.
    private (string, int, int)? OnMapping()
    {
        if (!IsReason("invalid mapping"))
            return null;
        var first = Colon().Match(Line);
        if (first.Success && first.Index < column - 1)
            return Here("the text has ': ' inside, which would begin another key; put the whole text in quotes.");
        for (var above = line - 1; above >= 1; above--)
        {
            var other = lines[above - 1];
            if (string.IsNullOrWhiteSpace(other))
                continue;
            if (!Colon().IsMatch(other) && other.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon)
                return (
                    $"a blank is missing behind the colon; write '{Shown(other[..colon])}: {Shown(other[(colon + 1)..])}'.",
                    above,
                    colon + 1
                );
            if (!Colon().IsMatch(other))
                return ("the line has no colon; a key and its value are written 'key: value'.", above, Indent(other) + 1);
            return (
                $"the line is indented deeper than '{Shown(other)}' above it, which has its value already; give both the same indentation.",
                line,
                Indent(Line) + 1
            );
        }
        return null;
    }

    private (string, int, int)? OnMissingKey()
    {
        if (!IsReason("expected key") && !IsReason("simple key") && !IsReason("expected '-' indicator"))
            return null;
        if (Line.Trim() is { Length: > 0 } content && !Colon().IsMatch(Line) && !content.StartsWith('-'))
        {
            var colon = content.IndexOf(':', StringComparison.Ordinal);
            return colon < 0
                ? ("the line has no colon; a key and its value are written 'key: value'.", line, Indent(Line) + 1)
                : ("a blank is missing behind the colon; a key and its value are written 'key: value'.", line, Indent(Line) + colon + 1);
        }
        return (
            "the indentation of this line fits none of the lines above it; keys that belong together begin in the same column.",
            line,
            Indent(Line) + 1
        );
    }

    private (string, int, int)? OnBracket() =>
        IsReason("flow") || IsReason("',' or")
            ? Here(
                "a '{' or '[' is not closed before this place, or a comma is missing; close it, or put a text with such characters in quotes."
            )
            : null;

    private string Word(int at)
    {
        var end = Line.AsSpan(at).IndexOfAny(" ,]}");
        return Shown(end < 0 ? Line[at..] : Line.Substring(at, end));
    }

    private static string Shown(string text) => Reading.Fields.Shorten(text.Trim());

    private static int Indent(string text) => text.Length - text.TrimStart(' ').Length;

    [GeneratedRegex(@"(?:^|[\s\[,{])(?<sign>[*&])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Indicator();

    [GeneratedRegex(@":(\s|\z)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colon();
}
