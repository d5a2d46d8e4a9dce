using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Workflows.Language.Schemas;

/// <summary>
/// A regular expression of a schema, in the dialect of ECMA-262. It runs without backtracking; one that looks around or refers back
/// cannot, and then runs against the clock.
/// </summary>
internal sealed class SchemaPattern
{
    private const int LongestPattern = 1000;
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(250);

    private readonly Regex regex;

    private SchemaPattern(string text, Regex regex) => (Text, this.regex) = (text, regex);

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Compiles a pattern.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SchemaPattern? pattern, [NotNullWhen(false)] out string? error)
    {
        (pattern, error) = (null, null);
        if (text.Length > LongestPattern)
            error = $"a pattern has at most {LongestPattern} characters";
        else if (Compile(Translate(text), out error) is { } regex)
            pattern = new SchemaPattern(text, regex);
        return pattern is not null;
    }

    /// <summary>Whether the pattern is found in a text.</summary>
    /// <exception cref="SchemaBudgetException">It takes too long.</exception>
    public bool IsMatch(string text)
    {
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new SchemaBudgetException("pattern", $"The pattern {Text} takes too long for a text of {text.Length} characters.");
        }
    }

    private static Regex? Compile(string translated, out string? error)
    {
        error = null;
        try
        {
            return new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, LongestMatch);
        }
        catch (NotSupportedException)
        {
            return new Regex(translated, RegexOptions.CultureInvariant, LongestMatch);
        }
        catch (ArgumentException malformed)
        {
            error = malformed.Message.TrimEnd('.');
            return null;
        }
    }

    // ECMA-262 means ASCII by \d and \w, the very end by $, and a whole Unicode character by a dot.
    private static string Translate(string text)
    {
        var translated = new StringBuilder();
        var isInClass = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && i + 1 < text.Length)
                translated.Append(Escape(text[++i], isInClass));
            else if (isInClass)
            {
                isInClass = c != ']';
                translated.Append(c == '[' ? @"\[" : c);
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length)
                translated.Append("(?:").Append(c).Append(text[++i]).Append(')');
            else
            {
                isInClass = c == '[';
                translated.Append(
                    c switch
                    {
                        '$' => @"\z",
                        '.' => @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\n\r\u2028\u2029])",
                        _ => c.ToString(),
                    }
                );
            }
        }
        return translated.ToString();
    }

    private static string Escape(char c, bool isInClass) =>
        (c, isInClass) switch
        {
            ('d', true) => "0-9",
            ('d', false) => "[0-9]",
            ('D', false) => "[^0-9]",
            ('w', true) => "A-Za-z0-9_",
            ('w', false) => "[A-Za-z0-9_]",
            ('W', false) => "[^A-Za-z0-9_]",
            ('/', _) => "/",
            _ => $@"\{c}",
        };
}
