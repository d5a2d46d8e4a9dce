using System.Globalization;

namespace Workflows.Language.Expressions.Jsonata.Values;

/// <summary>Numbers as JavaScript prints them.</summary>
internal static class NumberText
{
    // ECMAScript, Number::toString: plain digits from 1e-6 up to 1e21.
    private const int LargestPlainExponent = 21;
    private const int SmallestPlainExponent = -7;

    /// <summary>The shortest text that reads back as the same number.</summary>
    public static string Of(double number)
    {
        if (number == 0)
            return "0";
        if (!double.IsFinite(number))
            return double.IsNaN(number) ? "NaN"
                : number > 0 ? "Infinity"
                : "-Infinity";
        if (Math.Abs(number) < 1e15 && number == Math.Floor(number))
            return ((long)number).ToString(CultureInfo.InvariantCulture);
        var (digits, exponent) = Digits(Math.Abs(number));
        return (number < 0 ? "-" : "") + Layout(digits, exponent);
    }

    /// <summary>The number with at most 15 significant digits, which is how <c>$string</c> hides errors of rounding.</summary>
    public static double Rounded(double number) =>
        number == Math.Floor(number)
            ? number
            : double.Parse(number.ToString("E14", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    // The digits without point or trailing zeros, and n of 0.digits × 10^n.
    private static (string Digits, int Exponent) Digits(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var exponent = 0;
        if (text.IndexOf('E', StringComparison.Ordinal) is > 0 and var mark)
        {
            exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..mark];
        }
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text.Length : point;
        var digits = text.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        return (significant.TrimEnd('0'), exponent + whole - (digits.Length - significant.Length));
    }

    private static string Layout(string digits, int exponent)
    {
        if (digits.Length <= exponent && exponent <= LargestPlainExponent)
            return digits.PadRight(exponent, '0');
        if (exponent is > 0 and <= LargestPlainExponent)
            return $"{digits[..exponent]}.{digits[exponent..]}";
        if (exponent is > SmallestPlainExponent + 1 and <= 0)
            return "0." + new string('0', -exponent) + digits;
        var power = exponent - 1;
        var mantissa = digits.Length == 1 ? digits : $"{digits[..1]}.{digits[1..]}";
        return $"{mantissa}e{(power < 0 ? "-" : "+")}{Math.Abs(power).ToString(CultureInfo.InvariantCulture)}";
    }
}
