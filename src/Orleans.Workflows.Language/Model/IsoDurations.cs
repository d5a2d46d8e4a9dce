using System.Globalization;
using System.Text.RegularExpressions;

namespace Workflows.Language.Model;

/// <summary>ISO 8601 durations, as the language and the API read them: weeks, days, hours, minutes and seconds.</summary>
public static partial class IsoDurations
{
    /// <summary>Reads a duration such as <c>P1DT12H</c> or <c>PT1.5S</c>.</summary>
    /// <param name="text">The duration.</param>
    /// <param name="seconds">How many seconds it has.</param>
    public static bool TryParse(string text, out decimal seconds)
    {
        seconds = 0;
        var match = Duration().Match(text);
        if (!match.Success || text[^1] is 'P' or 'T')
            return false;
        seconds = (604_800 * Part("weeks")) + (86_400 * Part("days")) + (3_600 * Part("hours")) + (60 * Part("minutes")) + Part("seconds");
        return true;

        decimal Part(string name) =>
            match.Groups[name] is { Success: true } part ? decimal.Parse(part.Value, CultureInfo.InvariantCulture) : 0;
    }

    // Years and months have no fixed length, so they are no durations here. \d would take the digits of every script.
    [GeneratedRegex(
        @"^P(?:(?<weeks>[0-9]{1,9})W)?(?:(?<days>[0-9]{1,9})D)?(?:T(?:(?<hours>[0-9]{1,9})H)?(?:(?<minutes>[0-9]{1,9})M)?(?:(?<seconds>[0-9]{1,9}(?:\.[0-9]{1,9})?)S)?)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Duration();
}
