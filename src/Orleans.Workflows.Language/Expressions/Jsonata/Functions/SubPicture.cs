using Workflows.Language.Expressions.Jsonata.Dates;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>One part of a picture of a number, taken apart and checked. XPath F&amp;O 3.1, sections 4.7.3 and 4.7.4.</summary>
internal sealed class SubPicture
{
    private readonly string picture;
    private readonly NumberSymbols symbols;
    private readonly string active;
    private readonly string mantissa;
    private readonly string whole;
    private readonly string fraction;
    private readonly string? exponent;

    public SubPicture(string picture, NumberSymbols symbols)
    {
        (this.picture, this.symbols) = (picture, symbols);
        var first = Array.FindIndex(picture.ToCharArray(), IsBody);
        var last = Array.FindLastIndex(picture.ToCharArray(), IsBody);
        Prefix = first < 0 ? "" : picture[..first];
        Suffix = last < 0 ? "" : picture[(last + 1)..];
        active = picture[Prefix.Length..Math.Max(Prefix.Length, picture.Length - Suffix.Length)];
        var mark = active.IndexOf(symbols.ExponentSeparator, StringComparison.Ordinal);
        (mantissa, exponent) = mark < 0 ? (active, null) : (active[..mark], active[(mark + symbols.ExponentSeparator.Length)..]);
        var point = mantissa.IndexOf(symbols.DecimalSeparator, StringComparison.Ordinal);
        (whole, fraction) = point < 0 ? (mantissa, "") : (mantissa[..point], mantissa[(point + symbols.DecimalSeparator.Length)..]);
        HasPoint = point >= 0;
        Check();
        (LeastWhole, LeastFraction) = Least();
        ExponentDigits = exponent?.Length ?? 0;
        WholeGrouping = Positions(whole, fromRight: true);
        FractionGrouping = Positions(fraction, fromRight: false);
        RegularGrouping = IntegerPicture.DistanceOf(WholeGrouping);
    }

    public string Prefix { get; }

    public string Suffix { get; }

    public bool HasPoint { get; }

    public int LeastWhole { get; }

    public int LeastFraction { get; }

    public int MostFraction =>
        fraction.Count(symbols.IsDigit) is var most && most == 0 && LeastFraction > 0 ? LeastFraction : fraction.Count(symbols.IsDigit);

    /// <summary>How many digits the mantissa has before its point.</summary>
    public int Scaling => whole.Count(symbols.IsMandatory);

    public int ExponentDigits { get; }

    public IReadOnlyList<int> WholeGrouping { get; }

    public IReadOnlyList<int> FractionGrouping { get; }

    public int RegularGrouping { get; }

    /// <summary>What the number is multiplied by.</summary>
    public int Factor =>
        Has(symbols.Percent) ? 100
        : Has(symbols.PerMille) ? 1000
        : 1;

    private bool Has(string symbol) => picture.Contains(symbol, StringComparison.Ordinal);

    private bool IsBody(char c) => symbols.IsActive(c) && !NumberSymbols.Is(c, symbols.ExponentSeparator);

    private (int Whole, int Fraction) Least()
    {
        var (leastWhole, leastFraction) = (Scaling, fraction.Count(symbols.IsMandatory));
        if (leastWhole == 0 && !fraction.Any(symbols.IsDigit))
        {
            if (exponent is null)
                leastWhole = 1;
            else
                leastFraction = 1;
        }
        if (exponent is not null && leastWhole == 0 && whole.Contains(symbols.Digit, StringComparison.Ordinal))
            leastWhole = 1;
        return leastWhole == 0 && leastFraction == 0 ? (0, 1) : (leastWhole, leastFraction);
    }

    private List<int> Positions(string part, bool fromRight)
    {
        List<int> positions = [];
        for (var i = part.IndexOf(symbols.GroupingSeparator, StringComparison.Ordinal); i >= 0; )
        {
            positions.Add((fromRight ? part[i..] : part[..i]).Count(symbols.IsDigit));
            i = part.IndexOf(symbols.GroupingSeparator, i + 1, StringComparison.Ordinal);
        }
        return positions;
    }

    private void Check()
    {
        // Of several mistakes the last one of this list is told, as the reference does.
        var (point, grouping) = (symbols.DecimalSeparator, symbols.GroupingSeparator);
        var code =
            exponent is not null && (exponent.Length == 0 || !exponent.All(symbols.IsMandatory)) ? "D3093"
            : exponent is { Length: > 0 } && (Has(symbols.Percent) || Has(symbols.PerMille)) ? "D3092"
            : IsMixed(fraction, optionalFirst: true) ? "D3091"
            : IsMixed(whole, optionalFirst: false) ? "D3090"
            : Has(grouping + grouping) ? "D3089"
            : !Has(point) && whole.EndsWith(grouping, StringComparison.Ordinal) ? "D3088"
            : Has(grouping + point) || Has(point + grouping) ? "D3087"
            : !active.All(symbols.IsActive) ? "D3086"
            : !mantissa.Any(symbols.IsDigit) ? "D3085"
            : Has(symbols.Percent) && Has(symbols.PerMille) ? "D3084"
            : IsTwice(symbols.PerMille) ? "D3083"
            : IsTwice(symbols.Percent) ? "D3082"
            : IsTwice(point) ? "D3081"
            : null;
        if (code is not null)
            throw new JsonataException(code, $"'{Reading.Fields.Shorten(picture)}' is no picture of a number.");
    }

    // Optional digits stand outside of mandatory ones: left of them before the point, right of them behind it.
    private bool IsMixed(string part, bool optionalFirst)
    {
        var at = optionalFirst
            ? part.LastIndexOf(symbols.Digit, StringComparison.Ordinal)
            : part.IndexOf(symbols.Digit, StringComparison.Ordinal);
        if (at < 0)
            return false;
        return optionalFirst ? part[at..].Any(symbols.IsMandatory) : part[..at].Any(symbols.IsMandatory);
    }

    private bool IsTwice(string symbol) =>
        picture.IndexOf(symbol, StringComparison.Ordinal) != picture.LastIndexOf(symbol, StringComparison.Ordinal);
}
