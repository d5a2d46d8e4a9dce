using System.Globalization;
using System.Text;

namespace Workflows.Language.Expressions.Jsonata.Dates;

/// <summary>Writes moments by a picture.</summary>
internal static class DateWriter
{
    public static readonly string[] Months =
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];

    public static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// <summary>The moment as the picture shows it.</summary>
    /// <param name="millis">Milliseconds after 1970.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="zone">The offset from UTC, like <c>+0100</c>; null for none.</param>
    public static string Write(double millis, DatePicture picture, string? zone)
    {
        var (hours, minutes) = Offset(zone);
        var time = CivilTime.FromMillis(millis + (((hours * 60) + minutes) * 60_000));
        var text = new StringBuilder();
        foreach (var part in picture.Parts)
            text.Append(part.Literal ?? (part.Component is 'Z' or 'z' ? Zone(part, hours, minutes) : Component(part, time)));
        return text.ToString();
    }

    /// <summary>The number of a component.</summary>
    public static double Number(CivilTime time, char component) =>
        component switch
        {
            'Y' => time.Year,
            'M' => time.Month,
            'D' => time.Day,
            'd' => time.DayOfYear,
            'F' => time.DayOfWeek,
            'W' => time.WeekOfYear,
            'w' => time.WeekOfMonth,
            'X' => time.WeekYear,
            'x' => time.WeekMonth,
            'H' => time.Hour,
            'h' => (time.Hour + 11) % 12 + 1,
            'm' => time.Minute,
            's' => time.Second,
            'f' => time.Milli,
            _ => 0,
        };

    private static (int Hours, int Minutes) Offset(string? zone)
    {
        if (zone is null)
            return (0, 0);
        var digits = zone.TakeWhile((c, i) => char.IsAsciiDigit(c) || (i == 0 && c is '+' or '-'));
        var number = int.TryParse(string.Concat(digits), CultureInfo.InvariantCulture, out var offset) ? offset : 0;
        return ((int)Math.Floor(number / 100.0), number % 100);
    }

    private static string Component(DatePart part, CivilTime time)
    {
        switch (part.Component)
        {
            case 'P':
                var half = time.Hour >= 12 ? "pm" : "am";
                return part.Names == NameCase.Upper ? half.ToUpperInvariant() : half;
            case 'C' or 'E':
                return "ISO";
        }
        var number = Number(time, part.Component);
        if (part.Names != NameCase.None)
            return Name(part, (int)number);
        if (part.YearDigits > 0)
            number %= Math.Pow(10, part.YearDigits);
        return part.Integer!.Format(number);
    }

    private static string Name(DatePart part, int number)
    {
        var name = part.Component switch
        {
            'M' or 'x' => Months[number - 1],
            'F' => Days[number - 1],
            _ => throw new JsonataException("D3133", $"The component '{part.Component}' has no name."),
        };
        name = part.Names switch
        {
            NameCase.Upper => name.ToUpperInvariant(),
            NameCase.Lower => name.ToLowerInvariant(),
            NameCase.Title or NameCase.None => name,
        };
        return part.LongestName is { } longest && name.Length > longest ? name[..longest] : name;
    }

    private static string Zone(DatePart part, int hours, int minutes)
    {
        var integer = part.Integer!;
        var offset = (hours * 100) + minutes;
        if (offset == 0 && part.WritesZulu)
            return "Z";
        var text = integer.MandatoryDigits switch
        {
            _ when integer.RegularDistance > 0 => integer.Format(offset),
            1 or 2 => integer.Format(hours) + (minutes == 0 ? "" : ":" + Math.Abs(minutes).ToString("00", CultureInfo.InvariantCulture)),
            3 or 4 => integer.Format(offset),
            _ => throw new JsonataException("D3134", "An offset from UTC has at most four digits."),
        };
        return (part.Component == 'z' ? "GMT" : "") + (offset >= 0 ? "+" : "") + text;
    }
}
