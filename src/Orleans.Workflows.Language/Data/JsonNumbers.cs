using System.Buffers.Text;
using System.Text.Json;

namespace Workflows.Language.Data;

/// <summary>Which JSON numbers are taken, and how they compare: exactly where both fit 64-bit integers or decimals, else as IEEE doubles.</summary>
internal static class JsonNumbers
{
    // A decimal holds 28 significant digits; a longer text would be rounded, and two different numbers could become equal.
    private const int ExactDigits = 28;

    // Shorter numbers without an exponent cannot leave the range of doubles.
    private const int AlwaysFiniteDigits = 300;

    // .NET compares numbers only where their exponents fit an int, and databases write out what an exponent leaves away.
    private const int LongestExponent = 4;

    /// <summary>Why a number cannot be kept, as the rest of a sentence.</summary>
    public const string OutOfRange = "is outside the range of IEEE doubles, or has an exponent of more than four digits";

    /// <summary>Whether a number fits a double, and has an exponent that everybody can compute with.</summary>
    /// <param name="number">A number as JSON writes it.</param>
    public static bool CanBeKept(ReadOnlySpan<byte> number)
    {
        var mark = number.IndexOfAny((byte)'e', (byte)'E');
        if (mark < 0 && number.Length <= AlwaysFiniteDigits)
            return true;
        var exponent = mark < 0 ? [] : number[(mark + 1)..].TrimStart("+-"u8).TrimStart((byte)'0');
        return exponent.Length <= LongestExponent && Utf8Parser.TryParse(number, out double value, out _) && double.IsFinite(value);
    }

    /// <summary>
    /// Less than zero, zero or greater than zero, as <paramref name="left"/> is less than, equal to or greater than <paramref
    /// name="right"/>.
    /// </summary>
    public static int Compare(JsonElement left, JsonElement right)
    {
        if (left.TryGetInt64(out var leftInteger) && right.TryGetInt64(out var rightInteger))
            return leftInteger.CompareTo(rightInteger);
        return IsExactDecimal(left, out var leftDecimal) && IsExactDecimal(right, out var rightDecimal)
            ? leftDecimal.CompareTo(rightDecimal)
            : left.GetDouble().CompareTo(right.GetDouble());
    }

    private static bool IsExactDecimal(JsonElement element, out decimal value)
    {
        var text = element.GetRawText();
        value = 0;
        return text.Length <= ExactDigits && text.AsSpan().IndexOfAny('e', 'E') < 0 && element.TryGetDecimal(out value);
    }
}
