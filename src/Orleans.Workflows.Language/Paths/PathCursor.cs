using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Workflows.Language.Data;

namespace Workflows.Language.Paths;

/// <summary>Reads the words that paths and intrinsic functions are made of.</summary>
internal sealed partial class PathCursor(string text)
{
    private const long LargestIndex = 9_007_199_254_740_991;

    /// <summary>The next character's offset.</summary>
    public int Offset { get; set; }

    /// <summary>True behind the last character.</summary>
    public bool IsAtEnd => Offset >= text.Length;

    /// <summary>The next character, NUL at the end.</summary>
    public char Current => IsAtEnd ? '\0' : text[Offset];

    /// <summary>The character after the next, NUL at the end.</summary>
    public char Following => Offset + 1 < text.Length ? text[Offset + 1] : '\0';

    /// <summary>A failure here.</summary>
    public PathSyntaxException Fail(string message) => new(Offset, message);

    /// <summary>Skips white space. RFC 9535: <c>S</c>.</summary>
    public void SkipSpace()
    {
        while (Current is ' ' or '\t' or '\n' or '\r')
            Offset++;
    }

    /// <summary>Takes a word if it comes next.</summary>
    public bool TryTake(string word)
    {
        if (!text.AsSpan(Math.Min(Offset, text.Length)).StartsWith(word, StringComparison.Ordinal))
            return false;
        Offset += word.Length;
        return true;
    }

    /// <summary>Takes a character that must come next.</summary>
    public void Expect(char expected)
    {
        if (Current != expected)
            throw Fail(IsAtEnd ? $"expected '{expected}', but the text ends" : $"expected '{expected}', found '{Current}'");
        Offset++;
    }

    /// <summary>Takes characters while they belong to a word.</summary>
    public string TakeWhile(Func<char, bool> belongs)
    {
        var start = Offset;
        while (!IsAtEnd && belongs(text[Offset]))
            Offset++;
        return text[start..Offset];
    }

    /// <summary>Takes an integer within the range of exact doubles. RFC 9535: <c>int</c>.</summary>
    public long TakeInteger()
    {
        var start = Offset;
        if (Current == '-')
            Offset++;
        var digits = TakeWhile(char.IsAsciiDigit);
        var isCanonical = digits.Length > 0 && (digits[0] != '0' || (digits.Length == 1 && text[start] != '-'));
        if (
            isCanonical
            && long.TryParse(text.AsSpan(start, Offset - start), CultureInfo.InvariantCulture, out var value)
            && Math.Abs(value) <= LargestIndex
        )
            return value;
        Offset = start;
        throw Fail("expected an integer without leading zeros, at most 2^53 - 1");
    }

    /// <summary>Whether a word is a JSON number.</summary>
    public static bool IsNumber(string word) => Number().IsMatch(word);

    /// <summary>Takes a JSON number.</summary>
    public JsonElement TakeNumber()
    {
        var start = Offset;
        TakeWhile(c => char.IsAsciiDigit(c) || c is '-' or '+' or '.' or 'e' or 'E');
        var number = text[start..Offset];
        var isNumber = Number().IsMatch(number);
        if (isNumber && JsonNumbers.CanBeKept(Encoding.ASCII.GetBytes(number)))
            return JsonElement.Parse(number);
        Offset = start;
        throw Fail(isNumber ? $"the number {JsonNumbers.OutOfRange}" : $"'{number}' is not a number");
    }

    /// <summary>Takes a quoted string. RFC 9535, section 2.3.1.1.</summary>
    /// <param name="takesAnyEscape">Whether a backslash makes any character literal that it does not give a meaning.</param>
    public string TakeString(bool takesAnyEscape = false)
    {
        var quote = Current;
        Offset++;
        var value = new StringBuilder();
        while (Current != quote)
        {
            if (IsAtEnd)
                throw Fail($"the string is not closed with {quote}");
            if (Current < ' ')
                throw Fail("a control character must be written as an escape");
            if (Current == '\\')
                value.Append(TakeEscape(quote, takesAnyEscape));
            else
                value.Append(text[Offset++]);
        }
        Offset++;
        return TextRules.IsWellFormed(value.ToString()) ? value.ToString() : throw Fail("the string has half of a surrogate pair");
    }

    private char TakeEscape(char quote, bool takesAny)
    {
        Offset++;
        var escape = Current;
        Offset++;
        return escape switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '/' or '\\' => escape,
            'u' => TakeCodeUnit(),
            _ when escape == quote || (takesAny && escape != '\0') => escape,
            _ => throw new PathSyntaxException(Offset - 2, $"'\\{escape}' is no escape"),
        };
    }

    private char TakeCodeUnit()
    {
        if (
            Offset + 4 > text.Length
            || !ushort.TryParse(text.AsSpan(Offset, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
        )
            throw Fail(@"\u must be followed by four hexadecimal digits");
        Offset += 4;
        return (char)unit;
    }

    // RFC 9535, section 2.3.5.1: number.
    [GeneratedRegex(
        @"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Number();
}
