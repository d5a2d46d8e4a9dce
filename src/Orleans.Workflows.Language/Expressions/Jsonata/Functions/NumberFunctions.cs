using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Workflows.Language.Expressions.Jsonata.Dates;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>Functions on numbers. jsonata.org: "Numeric functions", "Boolean functions".</summary>
internal static partial class NumberFunctions
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static readonly NativeFunction[] All =
    [
        new("number", "<(nsb)-:n>", 1, Number),
        new("abs", "<n-:n>", 1, call => Map(call, Math.Abs)),
        new("floor", "<n-:n>", 1, call => Map(call, Math.Floor)),
        new("ceil", "<n-:n>", 1, call => Map(call, Math.Ceiling)),
        new("round", "<n-n?:n>", 2, call => Map(call, number => Round(number, (int)(call.Number(1) ?? 0)))),
        new("power", "<n-n:n>", 2, Power),
        new("sqrt", "<n-:n>", 1, call => Map(call, SquareRoot)),
        new("formatNumber", "<n-so?:s>", 3, FormatNumber),
        new("formatBase", "<n-n?:s>", 2, FormatBase),
        new("formatInteger", "<n-s:s>", 2, FormatInteger),
        new("parseInteger", "<s-s:n>", 2, ParseInteger),
        new("sum", "<a<n>:n>", 1, call => Reduce(call, numbers => numbers.Sum())),
        new("max", "<a<n>:n>", 1, call => Reduce(call, numbers => numbers.Max(), needsItems: true)),
        new("min", "<a<n>:n>", 1, call => Reduce(call, numbers => numbers.Min(), needsItems: true)),
        new("average", "<a<n>:n>", 1, call => Reduce(call, numbers => numbers.Average(), needsItems: true)),
        new("boolean", "<x-:b>", 1, call => call[0] is { } value ? BooleanValue.Of(value.IsTruthy()) : null),
        new("not", "<x-:b>", 1, call => call[0] is { } value ? BooleanValue.Of(!value.IsTruthy()) : null),
    ];

    /// <summary>A number rounded to so many digits after the point; halves go to the even neighbour.</summary>
    public static double Round(double number, int precision = 0)
    {
        var rounded = Math.Round(Shift(number, precision), MidpointRounding.ToEven);
        var result = Shift(rounded, -precision);
        return result == 0 ? 0 : result;
    }

    // Through the decimal text, so that 4.525 has its half where people see it.
    private static double Shift(double number, int places)
    {
        if (places == 0 || !double.IsFinite(number))
            return number;
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = mark < 0 ? text : text[..mark];
        return double.Parse($"{mantissa}E{(exponent + places).ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);
    }

    private static NumberValue? Map(Call call, Func<double, double> change) =>
        call.Number(0) is { } number ? NumberValue.Of(change(number)) : null;

    private static NumberValue? Reduce(Call call, Func<IEnumerable<double>, double> reduce, bool needsItems = false)
    {
        if (call.Items(0) is not { } items || (needsItems && items.Count == 0))
            return null;
        call.Run.Spend(items.Count / 8);
        return NumberValue.Of(reduce(items.Select(item => ((NumberValue)item!).Number)));
    }

    private static Value? Number(Call call) =>
        call[0] switch
        {
            null or NumberValue => call[0],
            BooleanValue boolean => NumberValue.Of(boolean.IsTrue ? 1 : 0),
            TextValue { Text: var text }
                when DecimalNumber().IsMatch(text) && double.Parse(text, CultureInfo.InvariantCulture) is var number => double.IsFinite(
                number
            )
                ? NumberValue.Of(number)
                : throw NoNumber(text),
            TextValue { Text: var text } when PrefixedNumber().IsMatch(text) => NumberValue.Of(Prefixed(text)),
            var other => throw NoNumber(other is TextValue text ? text.Text : other.TypeName),
        };

    private static double Prefixed(string text)
    {
        var radix = char.ToLowerInvariant(text[1]) switch
        {
            'x' => 16,
            'o' => 8,
            _ => 2,
        };
        return text[2..]
            .Aggregate(0d, (sum, digit) => sum * radix + Digits.IndexOf(char.ToLowerInvariant(digit), StringComparison.Ordinal));
    }

    private static JsonataException NoNumber(string text) => new("D3030", $"'{Reading.Fields.Shorten(text)}' cannot be read as a number.");

    private static double SquareRoot(double number) =>
        number >= 0 ? Math.Sqrt(number) : throw new JsonataException("D3060", "A negative number has no square root.");

    private static NumberValue? Power(Call call)
    {
        if (call.Number(0) is not { } number)
            return null;
        var power = Math.Pow(number, call.Number(1) ?? double.NaN);
        return double.IsFinite(power)
            ? NumberValue.Of(power)
            : throw new JsonataException("D3061", $"The power of {NumberText.Of(number)} is no number that JSON can hold.");
    }

    private static TextValue? FormatNumber(Call call) =>
        call.AnyNumber(0) is { } number
            ? call.Run.Text(new NumberPicture(call.Text(1) ?? "", call[2] as ObjectValue).Format(number))
            : null;

    private static TextValue? FormatBase(Call call)
    {
        if (call.AnyNumber(0) is not { } number)
            return null;
        var radix = Round(call.Number(1) ?? 10);
        if (radix is < 2 or > 36)
            throw new JsonataException("D3100", $"A base is from 2 to 36, not {NumberText.Of(radix)}.");
        if (!double.IsFinite(number))
            return new TextValue(NumberText.Of(number));
        var rest = new BigInteger(Math.Abs(Round(number)));
        var text = "";
        do
        {
            text = Digits[(int)(rest % (int)radix)] + text;
            rest /= (int)radix;
        } while (rest > 0);
        return new TextValue(Round(number) < 0 ? "-" + text : text);
    }

    private static TextValue? FormatInteger(Call call) =>
        call.Number(0) is { } number ? call.Run.Text(IntegerPicture.Parse(call.Text(1) ?? "").Format(Math.Floor(number))) : null;

    private static NumberValue? ParseInteger(Call call) =>
        call.Text(0) is { } text ? NumberValue.Of(IntegerPicture.Parse(call.Text(1) ?? "").Read(text)) : null;

    [GeneratedRegex(
        @"^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex DecimalNumber();

    [GeneratedRegex(
        @"^0([xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex PrefixedNumber();
}
