using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>Functions on strings. jsonata.org: "String functions".</summary>
internal static partial class TextFunctions
{
    public static readonly NativeFunction[] All =
    [
        new("string", "<x-b?:s>", 1, String),
        new("length", "<s-:n>", 1, call => call.Text(0) is { } text ? NumberValue.Of(CountCharacters(text)) : null),
        new("substring", "<s-nn?:s>", 3, Substring),
        new("substringBefore", "<s-s:s>", 2, call => Around(call, (text, at, _) => text[..at])),
        new("substringAfter", "<s-s:s>", 2, call => Around(call, (text, at, length) => text[(at + length)..])),
        new("lowercase", "<s-:s>", 1, call => Map(call, text => text.ToLowerInvariant())),
        new("uppercase", "<s-:s>", 1, call => Map(call, text => text.ToUpperInvariant())),
        new("trim", "<s-:s>", 1, call => Map(call, Trim)),
        new("pad", "<s-ns?:s>", 3, Pad),
        new("join", "<a<s>s?:s>", 2, Join),
    ];

    /// <summary>The number of characters; a surrogate pair is one.</summary>
    public static int CountCharacters(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }

    private static TextValue? String(Call call)
    {
        if (call[0] is not { } value)
            return null;
        return value as TextValue ?? call.Run.Text(ValueText.Of(call.Run, value, call[1].IsTruthy()));
    }

    private static TextValue? Substring(Call call)
    {
        if (call.Text(0) is not { } text)
            return null;
        var characters = CountCharacters(text);
        var start = Whole(call.Number(1) ?? 0);
        if (characters + start < 0)
            start = 0;
        var from = start < 0 ? characters + start : start;
        var length = call.Number(2) is { } given ? Math.Ceiling(given) : double.PositiveInfinity;
        if (length <= 0 || from >= characters)
            return TextValue.Empty;
        var part = new StringBuilder();
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (position >= from && position < from + length)
                part.Append(rune);
            position++;
        }
        return call.Run.Text(part.ToString());
    }

    private static double Whole(double number) => double.IsNaN(number) ? 0 : Math.Truncate(number);

    private static TextValue? Around(Call call, Func<string, int, int, string> part)
    {
        if (call.Text(0) is not { } text)
            return null;
        var marker = call.Text(1) ?? "undefined";
        call.Run.SpendOnSearch(text, marker);
        var at = text.IndexOf(marker, StringComparison.Ordinal);
        return call.Run.Text(at < 0 ? text : part(text, at, marker.Length));
    }

    private static TextValue? Map(Call call, Func<string, string> change) => call.Text(0) is { } text ? call.Run.Text(change(text)) : null;

    private static string Trim(string text) => WhiteSpace().Replace(text, " ").Trim(' ');

    private static TextValue? Pad(Call call)
    {
        if (call.Text(0) is not { } text)
            return null;
        var width = Math.Truncate(call.Number(1) ?? 0);
        if (!(Math.Abs(width) <= JsonataLimits.LongestResult))
            throw call.Run.TooLong();
        var missing = (int)Math.Abs(width) - CountCharacters(text);
        if (missing <= 0)
            return call.Run.Text(text);
        call.Run.Spend(missing / 8);
        var filler = call.Text(2) is { Length: > 0 } given ? given : " ";
        Rune[] runes = [.. filler.EnumerateRunes()];
        var padding = new StringBuilder();
        for (var i = 0; i < missing; i++)
            padding.Append(runes[i % runes.Length]);
        return call.Run.Text(width > 0 ? text + padding : padding + text);
    }

    private static TextValue? Join(Call call)
    {
        if (call.Items(0) is not { } items)
            return null;
        var separator = call.Text(1) ?? "";
        var length = items.Sum(item => (long)((item as TextValue)?.Text.Length ?? 0) + separator.Length);
        if (length > JsonataLimits.LongestResult)
            throw call.Run.TooLong();
        return call.Run.Text(string.Join(separator, items.Select(item => (item as TextValue)?.Text)));
    }

    /// <summary>A number with a fixed number of digits after the point, as JavaScript writes it.</summary>
    public static string Fixed(double number, int digits) => number.ToString($"F{digits}", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[ \t\n\r]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WhiteSpace();
}
