using System.Text;
using System.Text.RegularExpressions;

namespace Workflows.Language.Expressions.Jsonata.Syntax;

/// <summary>
/// Makes a .NET expression of a JavaScript one: the same digits, words and line ends. Where it can be matched in linear time it is, else
/// each match has a time limit.
/// </summary>
internal static class RegexTranslator
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(250);

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">What stands between the slashes.</param>
    /// <param name="flags"><c>i</c>, <c>m</c>, both or neither.</param>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    public static Regex Read(string pattern, string flags)
    {
        var options = RegexOptions.CultureInvariant;
        if (flags.Contains('i', StringComparison.Ordinal))
            options |= RegexOptions.IgnoreCase;
        if (flags.Contains('m', StringComparison.Ordinal))
            options |= RegexOptions.Multiline;
        return new Regex(Translate(pattern, options.HasFlag(RegexOptions.Multiline)), options, LongestMatch);
    }

    /// <summary>
    /// What a pattern is matched with. It costs about fifty times as much to make as the pattern to be read: a document may hold very many patterns, so that it is made when it is needed.
    /// </summary>
    public static Regex Compile(Regex read)
    {
        try
        {
            return new Regex(read.ToString(), read.Options | RegexOptions.NonBacktracking, LongestMatch);
        }
        catch (NotSupportedException)
        {
            // Look-around and back-references need an engine that tries again.
            return read;
        }
    }

    private static string Translate(string pattern, bool isMultiline)
    {
        var result = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
                result.Append(Escape(pattern[++i], inClass));
            else if (inClass)
            {
                inClass = c != ']';
                result.Append(c == '[' ? @"\[" : c.ToString());
            }
            else if (c == '[')
            {
                inClass = !TakeEmptyClass(pattern, ref i, result);
                result.Append(inClass ? "[" : "");
            }
            else
                result.Append(
                    c switch
                    {
                        '.' => @"[^\n\r\u2028\u2029]",
                        '$' when !isMultiline => @"\z",
                        _ => c.ToString(),
                    }
                );
        }
        return result.ToString();
    }

    // In JavaScript [] matches nothing, and [^] anything.
    private static bool TakeEmptyClass(string pattern, ref int i, StringBuilder result)
    {
        var rest = pattern.AsSpan(i);
        var isEmpty = rest.StartsWith("[]", StringComparison.Ordinal);
        if (!isEmpty && !rest.StartsWith("[^]", StringComparison.Ordinal))
            return false;
        result.Append(isEmpty ? @"[^\s\S]" : @"[\s\S]");
        i += isEmpty ? 1 : 2;
        return true;
    }

    private static string Escape(char c, bool inClass) =>
        (c, inClass) switch
        {
            ('d', true) => "0-9",
            ('d', false) => "[0-9]",
            ('D', false) => "[^0-9]",
            ('w', true) => "a-zA-Z0-9_",
            ('w', false) => "[a-zA-Z0-9_]",
            ('W', false) => "[^a-zA-Z0-9_]",
            ('/' or '-' or '"' or '\'', _) when c != '-' || !inClass => c.ToString(),
            _ => $"\\{c}",
        };
}
