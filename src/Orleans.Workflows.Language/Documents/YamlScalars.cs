using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using Workflows.Language.Data;

namespace Workflows.Language.Documents;

/// <summary>What plain scalars mean. YAML 1.2.2, section 10.3.2: core schema.</summary>
internal static partial class YamlScalars
{
    // More hexadecimal digits than this are beyond the range of doubles, and converting many takes quadratic time.
    private const int LongestRadixNumber = 300;

    /// <summary>The kind of a plain scalar, and its value as JSON spells it; null where no JSON number can hold it.</summary>
    public static (NodeKind Kind, string? Json) Resolve(string text) =>
        text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => (NodeKind.Null, "null"),
            "true" or "True" or "TRUE" => (NodeKind.Boolean, "true"),
            "false" or "False" or "FALSE" => (NodeKind.Boolean, "false"),
            _ => CouldBeNumber(text) ? ResolveNumber(text) : (NodeKind.Text, text),
        };

    private static bool CouldBeNumber(string text) => char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.';

    private static (NodeKind Kind, string? Json) ResolveNumber(string text)
    {
        if (Radix().IsMatch(text))
            return (NodeKind.Number, FromRadix(text));
        if (NotFinite().IsMatch(text))
            return (NodeKind.Number, null);
        var number = Decimal().Match(text);
        return number.Success ? (NodeKind.Number, FromDecimal(number)) : (NodeKind.Text, text);
    }

    private static string? FromRadix(string text)
    {
        if (text.Length > LongestRadixNumber)
            return null;
        var digits = text[2..];
        var value = BigInteger.Zero;
        foreach (var digit in digits)
            value = (value * (text[1] == 'x' ? 16 : 8)) + Convert.ToInt32(digit.ToString(), 16);
        return Finite(value.ToString(CultureInfo.InvariantCulture));
    }

    // JSON knows neither a leading plus, nor leading zeros, nor a point without digits on both sides.
    private static string? FromDecimal(Match number)
    {
        var whole = number.Groups["whole"].Value.TrimStart('0');
        var fraction = number.Groups["fraction"].Value;
        var sign = number.Groups["sign"].Value == "-" ? "-" : "";
        return Finite(
            $"{sign}{(whole.Length == 0 ? "0" : whole)}{(fraction.Length == 0 ? "" : "." + fraction)}{number.Groups["exponent"].Value}"
        );
    }

    private static string? Finite(string json) => JsonNumbers.CanBeKept(Encoding.ASCII.GetBytes(json)) ? json : null;

    [GeneratedRegex(@"^(0x[0-9a-fA-F]+|0o[0-7]+)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Radix();

    [GeneratedRegex(@"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotFinite();

    [GeneratedRegex(
        @"^(?<sign>[-+]?)(?:(?<whole>[0-9]+)(?:\.(?<fraction>[0-9]*))?|\.(?<fraction>[0-9]+))(?<exponent>(?:[eE][-+]?[0-9]+)?)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Decimal();
}
