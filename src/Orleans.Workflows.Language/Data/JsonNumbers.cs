using System.Text.Json;

namespace Workflows.Language.Data;

/// <summary>Compares JSON numbers: exactly where both fit 64-bit integers or decimals, else as IEEE doubles.</summary>
internal static class JsonNumbers
{
    // A decimal holds 28 significant digits; a longer text would be rounded, and two different numbers could become equal.
    private const int ExactDigits = 28;

    /// <summary>Less than zero, zero or greater than zero, as <paramref name="left"/> is less than, equal to or greater than <paramref name="right"/>.</summary>
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
