using System.Globalization;
using System.Text.RegularExpressions;

namespace Workflows.Language.Model;

/// <summary>Durations as texts: with units (<c>90s</c>, <c>5m</c>, <c>1h30m</c>, <c>250ms</c>), or as ISO 8601 has them (<c>PT15M</c>).</summary>
public static partial class DurationTexts
{
    /// <summary>What <see cref="TryParse"/> takes, in words.</summary>
    public const string Grammar = "a text with units such as 30s, 5m, 2h, 1d or 1h30m, or an ISO 8601 duration such as PT15M";

    /// <summary>Reads a duration.</summary>
    /// <param name="text">Weeks (<c>w</c>), days (<c>d</c>), hours (<c>h</c>), minutes (<c>m</c>), seconds (<c>s</c>) and milliseconds (<c>ms</c>), in this order.</param>
    /// <param name="seconds">How many seconds it has.</param>
    public static bool TryParse(string text, out decimal seconds)
    {
        if (IsoDurations.TryParse(text, out seconds))
            return true;
        var match = WithUnits().Match(text);
        if (!match.Success || text.Length == 0)
            return false;
        seconds =
            (604_800 * Part("weeks"))
            + (86_400 * Part("days"))
            + (3_600 * Part("hours"))
            + (60 * Part("minutes"))
            + Part("seconds")
            + (Part("milliseconds") / 1_000);
        return true;

        decimal Part(string name) =>
            match.Groups[name] is { Success: true } part ? decimal.Parse(part.Value, CultureInfo.InvariantCulture) : 0;
    }

    // \d would take the digits of every script.
    [GeneratedRegex(
        @"^(?:(?<weeks>[0-9]{1,9})w)?(?:(?<days>[0-9]{1,9})d)?(?:(?<hours>[0-9]{1,9})h)?(?:(?<minutes>[0-9]{1,9})m)?(?:(?<seconds>[0-9]{1,9}(?:\.[0-9]{1,9})?)s)?(?:(?<milliseconds>[0-9]{1,9})ms)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex WithUnits();
}
