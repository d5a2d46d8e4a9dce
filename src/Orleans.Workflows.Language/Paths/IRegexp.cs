using System.Text;
using System.Text.RegularExpressions;

namespace Workflows.Language.Paths;

/// <summary>A regular expression of RFC 9485 (I-Regexp), run without backtracking, so that no pattern takes exponential time.</summary>
internal sealed class IRegexp
{
    /// <summary>The longest pattern, in characters.</summary>
    public const int LongestPattern = 1000;

    private readonly Regex? regex;

    private IRegexp(Regex? regex) => this.regex = regex;

    /// <summary>False for a text that is no I-Regexp, or too large to be run safely; it then matches nothing (RFC 9535, section 2.4.6).</summary>
    public bool IsValid => regex is not null;

    /// <summary>Whether the text matches, wholly or somewhere as was said when it was compiled.</summary>
    public bool IsMatch(string text) => regex is not null && regex.IsMatch(text);

    /// <summary>Compiles a pattern.</summary>
    public static IRegexp Compile(string pattern, bool isWhole)
    {
        if (pattern.Length > LongestPattern || Translate(pattern) is not { } translated)
            return new IRegexp(null);
        try
        {
            var source = isWhole ? $@"\A(?:{translated})\z" : translated;
            return new IRegexp(new Regex(source, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            return new IRegexp(null);
        }
    }

    private static string? Translate(string pattern)
    {
        var translated = new StringBuilder();
        var isInClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\')
            {
                if (++i == pattern.Length || !@"()*+-.?[]\^nrt{}|pPdDwWsS$".Contains(pattern[i], StringComparison.Ordinal))
                    return null;
                translated.Append('\\').Append(pattern[i]);
            }
            else if (c == '(' && !isInClass && i + 1 < pattern.Length && pattern[i + 1] == '?')
            {
                // Groups with options are .NET's, not I-Regexp's.
                return null;
            }
            else if (c == '.' && !isInClass)
            {
                // One Unicode character: a surrogate pair counts as one.
                translated.Append(@"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\r\n])");
            }
            else
            {
                isInClass = c == '[' || (isInClass && c != ']');
                translated.Append(c);
            }
        }
        return translated.ToString();
    }
}
