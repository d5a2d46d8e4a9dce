using System.Globalization;
using System.Text.RegularExpressions;

namespace Workflows.Language.Expressions.Jsonata.Dates;

/// <summary>Reads moments by a picture.</summary>
internal static class DateReader
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(250);

    /// <summary>Milliseconds after 1970; null when the text does not fit the picture.</summary>
    /// <param name="text">The text.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="now">Where what stands before the largest given component comes from.</param>
    public static double? Read(string text, DatePicture picture, DateTimeOffset now)
    {
        var pattern = $"^{string.Concat(picture.Parts.Select(part => $"({Pattern(part)})"))}$";
        const RegexOptions options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
        var match = Regex.Match(text, pattern, options, LongestMatch);
        if (!match.Success)
            return null;
        var found = new Dictionary<char, double>();
        for (var i = 0; i < picture.Parts.Count; i++)
        {
            if (picture.Parts[i].Literal is null)
                found[picture.Parts[i].Component] = Value(picture.Parts[i], match.Groups[i + 1].Value);
        }
        return found.Count == 0 ? null : Together(found, CivilTime.FromMillis(now.ToUnixTimeMilliseconds()));
    }

    private static string Pattern(DatePart part)
    {
        if (part.Literal is { } literal)
            return Regex.Escape(literal);
        if (part.Component is 'Z' or 'z')
        {
            var separator = part.Integer!.RegularDistance > 0 ? Regex.Escape(part.Integer.RegularSeparator) + "[0-9]+" : "";
            return (part.Component == 'z' ? "GMT" : "") + "[-+][0-9]+" + separator;
        }
        if (part.Component == 'f')
            return "[0-9]+";
        if (part.Integer is { } integer)
            return integer.Pattern(part.ReadWidth);
        return part.Component is 'M' or 'x' or 'F' or 'P'
            ? "[a-zA-Z]+"
            : throw new JsonataException("D3133", $"The component '{part.Component}' has no name.");
    }

    private static double Value(DatePart part, string text) =>
        part.Component switch
        {
            'Z' or 'z' => Offset(part.Component == 'z' ? text[3..] : text, part.Integer!),
            'f' => Math.Round(double.Parse($"0.{text[..Math.Min(3, text.Length)]}", CultureInfo.InvariantCulture) * 1000),
            'P' => text.Equals("pm", StringComparison.OrdinalIgnoreCase) ? 1 : 0,
            _ when part.Integer is { } integer => integer.Read(text),
            _ => Position(part, text),
        };

    private static double Position(DatePart part, string text)
    {
        var names = part.Component == 'F' ? DateWriter.Days : DateWriter.Months;
        var longest = part.LongestName ?? int.MaxValue;
        var index = Array.FindIndex(names, name => name[..Math.Min(longest, name.Length)].Equals(text, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index + 1 : throw new JsonataException("D3136", $"'{Reading.Fields.Shorten(text)}' names no month or day.");
    }

    private static double Offset(string text, IntegerPicture integer)
    {
        var sign = text[0] == '-' ? -1 : 1;
        var digits = text[1..];
        var hours = digits;
        var minutes = "0";
        if (integer.RegularDistance > 0)
        {
            var at = digits.IndexOf(integer.RegularSeparator, StringComparison.Ordinal);
            (hours, minutes) = (digits[..at], digits[(at + integer.RegularSeparator.Length)..]);
        }
        else if (digits.Length > 2)
            (hours, minutes) = (digits[..2], digits[2..]);
        return sign * ((double.Parse(hours, CultureInfo.InvariantCulture) * 60) + double.Parse(minutes, CultureInfo.InvariantCulture));
    }

    // What is larger than everything given comes from now, what is smaller is the beginning; there may be no gap between.
    private static double Together(Dictionary<char, double> found, CivilTime now)
    {
        var byDayOfYear = found.ContainsKey('d') && !found.ContainsKey('M') && !found.ContainsKey('D');
        var byWeek = found.ContainsKey('W') || found.ContainsKey('w') || found.ContainsKey('X') || found.ContainsKey('x');
        if (byWeek)
            throw new JsonataException("D3136", "A date cannot be read from weeks.");
        var isHalfDay = found.ContainsKey('h') || found.ContainsKey('P');
        Complete(found, (byDayOfYear ? "Yd" : "YMD") + (isHalfDay ? "Phmsf" : "Hmsf"), now);
        var hour = isHalfDay ? (found['h'] % 12) + (found['P'] * 12) : found['H'];
        var (month, day) = byDayOfYear ? (1, found['d']) : (found['M'], found['D']);
        var ofDay = (((((hour * 60) + found['m']) * 60) + found['s']) * 1000) + found['f'];
        var offset = found.GetValueOrDefault('Z', found.GetValueOrDefault('z'));
        return CivilTime.ToMillis(found['Y'], month, day, ofDay) - (offset * 60_000);
    }

    private static void Complete(Dictionary<char, double> found, string components, CivilTime now)
    {
        var (begun, ended) = (false, false);
        foreach (var component in components)
        {
            if (found.ContainsKey(component))
            {
                if (ended)
                    throw new JsonataException("D3136", "The picture leaves a gap between the components of the moment.");
                begun = true;
            }
            else if (begun)
            {
                found[component] = component is 'M' or 'D' or 'd' ? 1 : 0;
                ended = true;
            }
            else
                found[component] = component == 'P' ? now.Hour / 12 : DateWriter.Number(now, component);
        }
    }
}
