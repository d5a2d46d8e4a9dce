using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>The characters of a picture of a number. XPath F&amp;O 3.1, section 4.7.1.</summary>
internal sealed class NumberSymbols(ObjectValue? options)
{
    public string DecimalSeparator { get; } = Of(options, "decimal-separator", ".");

    public string GroupingSeparator { get; } = Of(options, "grouping-separator", ",");

    public string ExponentSeparator { get; } = Of(options, "exponent-separator", "e");

    public string Infinity { get; } = Of(options, "infinity", "Infinity");

    public string MinusSign { get; } = Of(options, "minus-sign", "-");

    public string NaN { get; } = Of(options, "NaN", "NaN");

    public string Percent { get; } = Of(options, "percent", "%");

    public string PerMille { get; } = Of(options, "per-mille", "\u2030");

    public string Digit { get; } = Of(options, "digit", "#");

    public string PatternSeparator { get; } = Of(options, "pattern-separator", ";");

    private readonly char zero = Of(options, "zero-digit", "0")[0];

    /// <summary>Whether a character is a digit that must be shown.</summary>
    public bool IsMandatory(char c) => c - zero is >= 0 and <= 9;

    /// <summary>Whether a character is a digit, optional or not.</summary>
    public bool IsDigit(char c) => IsMandatory(c) || Is(c, Digit);

    /// <summary>Whether a character means something, rather than standing for itself.</summary>
    public bool IsActive(char c) =>
        IsDigit(c) || Is(c, DecimalSeparator) || Is(c, ExponentSeparator) || Is(c, GroupingSeparator) || Is(c, PatternSeparator);

    /// <summary>Digits in the family of the zero.</summary>
    public string Localized(string digits) => zero == '0' ? digits : string.Concat(digits.Select(c => (char)(c - '0' + zero)));

    /// <summary>Whether a character is a symbol.</summary>
    public static bool Is(char c, string symbol) => symbol.Length == 1 && symbol[0] == c;

    private static string Of(ObjectValue? options, string name, string otherwise) =>
        options?.Find(name) is TextValue { Text: { Length: > 0 } text } ? text : otherwise;
}
