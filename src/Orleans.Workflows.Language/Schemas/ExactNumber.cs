using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Workflows.Language.Schemas;

/// <summary>A JSON number as it is written, digits × 10^exponent: 0.1 is a tenth, not the double next to it.</summary>
internal readonly record struct ExactNumber(BigInteger Digits, int Exponent)
{
    // Long division grows with the square of the length; a number that long is taken as the double it stands for.
    private const int LongestText = 400;

    /// <summary>The number of an element.</summary>
    public static ExactNumber Of(JsonElement number)
    {
        var text = number.GetRawText();
        if (text.Length > LongestText)
            text = number.GetDouble().ToString("R", CultureInfo.InvariantCulture);
        var end = text.AsSpan().IndexOfAny('e', 'E');
        var exponent = end < 0 ? 0 : int.Parse(text.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = end < 0 ? text : text[..end];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }
        return new ExactNumber(BigInteger.Parse(mantissa, CultureInfo.InvariantCulture), exponent);
    }

    /// <summary>Whether it has no fraction: 1.0 has none.</summary>
    public bool IsWhole => Exponent >= 0 || Digits.IsZero || (-Exponent <= LongestText && (Digits % BigInteger.Pow(10, -Exponent)).IsZero);

    /// <summary>Whether it is a whole number times another.</summary>
    public bool IsMultipleOf(ExactNumber divisor)
    {
        if (Digits.IsZero)
            return true;
        // Numbers are within the range of doubles, so the difference is small unless a zero was written with a wild exponent.
        var shift = Exponent - divisor.Exponent;
        return shift >= 0
            ? (Digits * BigInteger.Pow(10, shift) % divisor.Digits).IsZero
            : (Digits % (divisor.Digits * BigInteger.Pow(10, -shift))).IsZero;
    }
}
