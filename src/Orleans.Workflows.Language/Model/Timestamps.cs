using System.Globalization;

namespace Workflows.Language.Model;

/// <summary>RFC 3339 timestamps, as the language reads and writes them.</summary>
public static class Timestamps
{
    // Of 2026-11-23T19:10:01, each 0 a digit.
    private const string DateAndTime = "0000-00-00T00:00:00";
    private const string Offset = "+00:00";

    /// <summary>Reads a timestamp that has an offset (<c>Z</c> or <c>+02:00</c>). ASL: "Timestamps".</summary>
    public static bool TryParse(string text, out DateTimeOffset moment)
    {
        moment = default;
        // The parser of .NET alone takes more: blanks, days without a time, hour 24.
        return IsTimestamp(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out moment);
    }

    /// <summary>UTC with milliseconds: <c>2026-11-23T19:10:01.000Z</c>.</summary>
    public static string Format(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // RFC 3339, section 5.6; T and Z in capitals, as ASL has them.
    private static bool IsTimestamp(ReadOnlySpan<char> text)
    {
        if (text.Length <= DateAndTime.Length || !HasShape(text[..DateAndTime.Length], DateAndTime) || text[11..13] is "24")
            return false;
        var rest = text[DateAndTime.Length..];
        if (rest[0] == '.')
        {
            var end = rest[1..].IndexOfAnyExceptInRange('0', '9') + 1;
            if (end <= 1)
                return false;
            rest = rest[end..];
        }
        return rest is "Z" || (rest.Length == Offset.Length && rest[0] is '+' or '-' && HasShape(rest[1..], Offset.AsSpan(1)));
    }

    private static bool HasShape(ReadOnlySpan<char> text, ReadOnlySpan<char> shape)
    {
        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] == '0' ? !char.IsAsciiDigit(text[i]) : text[i] != shape[i])
                return false;
        }
        return true;
    }
}
