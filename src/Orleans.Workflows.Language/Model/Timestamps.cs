using System.Globalization;

namespace Workflows.Language.Model;

/// <summary>RFC 3339 timestamps, as the language reads and writes them.</summary>
public static class Timestamps
{
    /// <summary>Reads a timestamp that has an offset (<c>Z</c> or <c>+02:00</c>). ASL: "Timestamps".</summary>
    public static bool TryParse(string text, out DateTimeOffset moment)
    {
        moment = default;
        return text.Length >= 20
            && text[10] == 'T'
            && (text[^1] == 'Z' || text[^6] is '+' or '-')
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out moment);
    }

    /// <summary>UTC with milliseconds: <c>2026-11-23T19:10:01.000Z</c>.</summary>
    public static string Format(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
