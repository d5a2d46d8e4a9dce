using System.Globalization;
using System.Text;
using Workflows.Language.Expressions.Jsonata.Dates;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>A picture of a number: <c>#,##0.00</c>. XPath F&amp;O 3.1, section 4.7.</summary>
internal sealed class NumberPicture
{
    // .NET prints no more digits; a picture has no use for them.
    private const int MostDigits = 1000;

    private readonly NumberSymbols symbols;
    private readonly SubPicture positive;
    private readonly SubPicture? negative;

    /// <summary>Reads a picture.</summary>
    /// <param name="picture">One sub-picture, or two: the second for negative numbers.</param>
    /// <param name="options">Other characters for the symbols.</param>
    /// <exception cref="JsonataException"><c>D3080</c> to <c>D3093</c>.</exception>
    public NumberPicture(string picture, ObjectValue? options)
    {
        JsonataLimits.CheckPicture(picture);
        symbols = new NumberSymbols(options);
        var parts = picture.Split(symbols.PatternSeparator);
        if (parts.Length > 2)
            throw new JsonataException("D3080", "A picture of a number has at most two parts.");
        positive = new SubPicture(parts[0], symbols);
        negative = parts.Length > 1 ? new SubPicture(parts[1], symbols) : null;
    }

    /// <summary>The number as the picture shows it.</summary>
    public string Format(double number)
    {
        if (!double.IsFinite(number))
            return double.IsNaN(number)
                ? symbols.NaN
                : (number < 0 ? symbols.MinusSign : "") + positive.Prefix + symbols.Infinity + positive.Suffix;
        var isNegative = !(number >= 0);
        var picture = isNegative && negative is not null ? negative : positive;
        var sign = isNegative && negative is null ? symbols.MinusSign : "";
        var (mantissa, exponent) = Scaled(number * picture.Factor, picture);
        var rounded = NumberFunctions.Round(mantissa, Math.Min(picture.MostFraction, MostDigits));
        var body = Digits(rounded, picture);
        if (picture.ExponentDigits > 0)
            body +=
                symbols.ExponentSeparator
                + (exponent < 0 ? symbols.MinusSign : "")
                + symbols.Localized(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).PadLeft(picture.ExponentDigits, '0'));
        return sign + picture.Prefix + body + picture.Suffix;
    }

    private static (double Mantissa, int Exponent) Scaled(double number, SubPicture picture)
    {
        var exponent = 0;
        if (picture.ExponentDigits == 0 || number == 0)
            return (number, 0);
        var (least, most) = (Math.Pow(10, picture.Scaling - 1), Math.Pow(10, picture.Scaling));
        for (; Math.Abs(number) < least; exponent--)
            number *= 10;
        for (; Math.Abs(number) > most; exponent++)
            number /= 10;
        return (number, exponent);
    }

    private string Digits(double number, SubPicture picture)
    {
        var text = Math.Abs(number).ToString($"F{Math.Min(picture.MostFraction, MostDigits)}", CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? text : text[..point]).TrimStart('0').PadLeft(picture.LeastWhole, '0');
        var fraction = (point < 0 ? "" : text[(point + 1)..]).TrimEnd('0').PadRight(picture.LeastFraction, '0');
        var result = new StringBuilder(symbols.Localized(whole));
        foreach (var position in WholeSeparators(whole.Length, picture))
            result.Insert(whole.Length - position, symbols.GroupingSeparator);
        if (fraction.Length > 0 && picture.HasPoint)
            result.Append(symbols.DecimalSeparator).Append(GroupedFraction(fraction, picture));
        return result.ToString();
    }

    private static IEnumerable<int> WholeSeparators(int length, SubPicture picture) =>
        picture.RegularGrouping > 0
            ? Enumerable.Range(1, Math.Max(0, length - 1) / picture.RegularGrouping).Select(i => i * picture.RegularGrouping)
            : picture.WholeGrouping.Order().Where(position => position < length);

    private string GroupedFraction(string fraction, SubPicture picture)
    {
        var result = new StringBuilder(symbols.Localized(fraction));
        foreach (var position in picture.FractionGrouping.OrderDescending().Where(position => position < fraction.Length))
            result.Insert(position, symbols.GroupingSeparator);
        return result.ToString();
    }
}
