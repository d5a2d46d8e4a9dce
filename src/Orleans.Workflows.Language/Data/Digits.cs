using System.Globalization;

namespace Workflows.Language.Data;

/// <summary>
/// Whole numbers in ids, tokens and requests: ASCII digits and nothing else, so that a number has no second form. The parsers of .NET also take U+0000 behind the digits.
/// </summary>
public static class Digits
{
    /// <summary>Reads a whole number; false where the text is none, or is larger than a <see cref="long"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long number)
    {
        number = 0;
        return AreAll(text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Reads a whole number; false where the text is none, or is larger than an <see cref="int"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        return AreAll(text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Whether a text has ASCII digits only, and at least one.</summary>
    public static bool AreAll(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
