using System.Globalization;
using System.Text.RegularExpressions;
using Workflows.Language.Expressions.Jsonata.Dates;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>Functions on moments. jsonata.org: "Date/time functions".</summary>
internal static partial class DateFunctions
{
    public static readonly NativeFunction[] All =
    [
        new("now", "<s?s?:s>", 2, call => Format(call, call.Run.Now.ToUnixTimeMilliseconds(), 0)),
        new("millis", "<:n>", 0, call => NumberValue.Of(call.Run.Now.ToUnixTimeMilliseconds())),
        new("fromMillis", "<n-s?s?:s>", 3, call => call.Number(0) is { } millis ? Format(call, millis, 1) : null),
        new("toMillis", "<s-s?:n>", 2, ToMillis),
    ];

    private static TextValue Format(Call call, double millis, int firstOption)
    {
        var picture = call.Text(firstOption) is { } text ? DatePicture.Parse(text) : DatePicture.Iso;
        return call.Run.Text(DateWriter.Write(millis, picture, call.Text(firstOption + 1)));
    }

    private static NumberValue? ToMillis(Call call)
    {
        if (call.Text(0) is not { } text)
            return null;
        if (call.Text(1) is not { } picture)
            return NumberValue.Of(FromIso(text));
        call.Run.Spend(text.Length);
        return DateReader.Read(text, DatePicture.Parse(picture), call.Run.Now) is { } millis ? NumberValue.Of(millis) : null;
    }

    private static double FromIso(string text)
    {
        var match = Iso().Match(text);
        if (!match.Success)
            throw new JsonataException("D3110", $"'{Reading.Fields.Shorten(text)}' is no ISO 8601 timestamp.");
        var fraction = match.Groups["f"].Success ? double.Parse("0" + match.Groups["f"].Value, CultureInfo.InvariantCulture) : 0;
        var ofDay = ((((Part(match, "h", 0) * 60) + Part(match, "m", 0)) * 60) + Part(match, "s", 0)) * 1000;
        ofDay += Math.Floor(Math.Round(fraction * 1e6) / 1000);
        var offset = (Part(match, "zh", 0) * 60) + Part(match, "zm", 0);
        var (month, day) = (Part(match, "M", 1), Part(match, "D", 1));
        if (month is < 1 or > 12 || day is < 1 or > 31 || ofDay > CivilTime.MillisOfDay)
            throw new JsonataException("D3110", $"'{Reading.Fields.Shorten(text)}' is no moment.");
        return CivilTime.ToMillis(Part(match, "Y", 1970), month, day, ofDay)
            - ((match.Groups["sign"].Value == "-" ? -offset : offset) * 60_000);
    }

    private static double Part(Match match, string name, double missing) =>
        match.Groups[name] is { Success: true, ValueSpan: var digits } ? double.Parse(digits, CultureInfo.InvariantCulture) : missing;

    [GeneratedRegex(
        @"^(?<Y>[0-9]{4})(-(?<M>[01][0-9]))?(-(?<D>[0-3][0-9]))?(T(?<h>[0-2][0-9]):(?<m>[0-5][0-9]):(?<s>[0-5][0-9]))?(?<f>\.[0-9]+)?((?<sign>[+-])(?<zh>[0-2][0-9]):?(?<zm>[0-5][0-9])|Z)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Iso();
}
