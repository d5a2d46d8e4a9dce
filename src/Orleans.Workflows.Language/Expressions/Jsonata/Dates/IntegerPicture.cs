using System.Globalization;
using System.Text;

namespace Workflows.Language.Expressions.Jsonata.Dates;

/// <summary>The ways to write a whole number.</summary>
internal enum IntegerStyle
{
    /// <summary>No way; rejected.</summary>
    None = 0,
    Decimal,
    Letters,
    Roman,
    Words,
}

/// <summary>A picture of a whole number: <c>#,##0</c>, <c>w</c>, <c>I</c>, <c>1;o</c>. XPath F&amp;O 3.1, section 4.6.1.</summary>
internal sealed class IntegerPicture
{
    private const int MostDigits = 1000;

    // The zeros of the Unicode families of decimal digits.
    private static readonly int[] Zeros =
    [
        0x30,
        0x0660,
        0x06F0,
        0x07C0,
        0x0966,
        0x09E6,
        0x0A66,
        0x0AE6,
        0x0B66,
        0x0BE6,
        0x0C66,
        0x0CE6,
        0x0D66,
        0x0DE6,
        0x0E50,
        0x0ED0,
        0x0F20,
        0x1040,
        0x1090,
        0x17E0,
        0x1810,
        0x1946,
        0x19D0,
        0x1A80,
        0x1A90,
        0x1B50,
        0x1BB0,
        0x1C40,
        0x1C50,
        0xA620,
        0xA8D0,
        0xA900,
        0xA9D0,
        0xA9F0,
        0xAA50,
        0xABF0,
        0xFF10,
    ];

    private readonly List<(int Position, string Separator)> separators = [];
    private int zero = -1;

    public IntegerStyle Style { get; private init; } = IntegerStyle.Decimal;

    public bool IsUpper { get; private init; }

    public bool IsTitle { get; private init; }

    public bool IsOrdinal { get; private init; }

    /// <summary>The least number of digits.</summary>
    public int MandatoryDigits { get; set; }

    /// <summary>Digits that may be missing.</summary>
    public int OptionalDigits { get; private set; }

    /// <summary>The distance of separators that repeat; 0 when they stand where the picture has them.</summary>
    public int RegularDistance { get; private set; }

    /// <summary>The separator that repeats.</summary>
    public string RegularSeparator => separators[0].Separator;

    /// <summary>Reads a picture.</summary>
    /// <exception cref="JsonataException"><c>D3130</c>, <c>D3131</c>.</exception>
    public static IntegerPicture Parse(string picture)
    {
        JsonataLimits.CheckPicture(picture);
        var semicolon = picture.LastIndexOf(';');
        var primary = semicolon < 0 ? picture : picture[..semicolon];
        var isOrdinal = semicolon >= 0 && picture.AsSpan(semicolon + 1).StartsWith("o", StringComparison.Ordinal);
        var style = primary switch
        {
            "A" or "a" => IntegerStyle.Letters,
            "I" or "i" => IntegerStyle.Roman,
            "W" or "w" or "Ww" => IntegerStyle.Words,
            _ => IntegerStyle.Decimal,
        };
        var parsed = new IntegerPicture
        {
            Style = style,
            IsUpper = primary is "A" or "I" or "W",
            IsTitle = primary == "Ww",
            IsOrdinal = isOrdinal,
        };
        if (style == IntegerStyle.Decimal)
            parsed.ReadDigits(primary);
        return parsed;
    }

    /// <summary>The number as the picture shows it.</summary>
    public string Format(double number)
    {
        var size = Math.Abs(number);
        var text = Style switch
        {
            IntegerStyle.Letters => NumberWords.Letters(size, IsUpper ? 'A' : 'a'),
            IntegerStyle.Roman => Cased(NumberWords.Roman(size)),
            IntegerStyle.Words => Cased(NumberWords.Words(size, IsOrdinal)),
            IntegerStyle.Decimal => FormatDigits(size),
            IntegerStyle.None => throw new InvalidOperationException("A picture has a style."),
        };
        return number < 0 ? "-" + text : text;
    }

    /// <summary>The number that a text in this picture stands for.</summary>
    public double Read(string text) =>
        Style switch
        {
            IntegerStyle.Letters => NumberWords.FromLetters(text, IsUpper ? 'A' : 'a'),
            IntegerStyle.Roman => NumberWords.FromRoman(text),
            IntegerStyle.Words => NumberWords.FromWords(text),
            IntegerStyle.Decimal => ReadNumber(text),
            IntegerStyle.None => throw new InvalidOperationException("A picture has a style."),
        };

    /// <summary>A regular expression for the texts of this picture.</summary>
    /// <param name="width">The exact number of digits; 0 for any.</param>
    public string Pattern(int width) =>
        Style switch
        {
            IntegerStyle.Letters => "[a-zA-Z]+",
            IntegerStyle.Roman => "[mdclxviMDCLXVI]+",
            IntegerStyle.Words => NumberWords.Pattern,
            IntegerStyle.Decimal => (width > 0 ? $"[0-9]{{{width}}}" : "[0-9]+") + (IsOrdinal ? "(?:th|st|nd|rd)" : ""),
            IntegerStyle.None => throw new InvalidOperationException("A picture has a style."),
        };

    private string Cased(string text) =>
        IsUpper ? text.ToUpperInvariant()
        : IsTitle || Style == IntegerStyle.Roman ? text
        : text.ToLowerInvariant();

    private void ReadDigits(string picture)
    {
        var position = 0;
        foreach (var rune in picture.EnumerateRunes().Reverse())
        {
            var family = Array.Find(Zeros, first => rune.Value >= first && rune.Value <= first + 9);
            if (family > 0 && zero >= 0 && family != zero)
                throw new JsonataException("D3131", "All digits of a picture must be from the same family.");
            if (family > 0)
                (zero, MandatoryDigits, position) = (family, MandatoryDigits + 1, position + 1);
            else if (rune.Value == '#')
                (OptionalDigits, position) = (OptionalDigits + 1, position + 1);
            else
                separators.Add((position, rune.ToString()));
        }
        if (MandatoryDigits == 0)
            throw new JsonataException("D3130", $"Numbers cannot be written as '{Reading.Fields.Shorten(picture)}'.");
        RegularDistance = DistanceOf([.. separators.Select(separator => separator.Position)]);
        if (separators.Exists(separator => separator.Separator != separators[0].Separator))
            RegularDistance = 0;
    }

    /// <summary>The distance of positions that repeat; 0 when they do not.</summary>
    public static int DistanceOf(IReadOnlyList<int> positions)
    {
        if (positions.Count == 0 || positions.Contains(0))
            return 0;
        var distance = positions.Aggregate(Divisor);
        return Enumerable.Range(1, positions.Count).All(i => positions.Contains(i * distance)) ? distance : 0;
    }

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);

    private string FormatDigits(double size)
    {
        var digits = size < 1e21 ? size.ToString("F0", CultureInfo.InvariantCulture) : Values.NumberText.Of(size);
        digits = digits.PadLeft(Math.Min(MandatoryDigits, MostDigits), '0');
        var result = new StringBuilder(digits);
        foreach (var (position, separator) in AllSeparators(digits.Length))
            result.Insert(digits.Length - position, separator);
        if (zero != '0')
        {
            for (var i = 0; i < result.Length; i++)
                result[i] = char.IsAsciiDigit(result[i]) ? (char)(result[i] - '0' + zero) : result[i];
        }
        return IsOrdinal ? result + Suffix(digits) : result.ToString();
    }

    // From right to left, so that what is inserted does not move what comes next.
    private IEnumerable<(int Position, string Separator)> AllSeparators(int length) =>
        RegularDistance > 0
            ? Enumerable.Range(1, (length - 1) / RegularDistance).Select(i => (i * RegularDistance, RegularSeparator))
            : separators.Where(separator => separator.Position > 0 && separator.Position < length);

    private static string Suffix(string digits) =>
        digits is [.., '1', _]
            ? "th"
            : digits[^1] switch
            {
                '1' => "st",
                '2' => "nd",
                '3' => "rd",
                _ => "th",
            };

    private double ReadNumber(string text)
    {
        var digits = new StringBuilder();
        foreach (var c in text)
        {
            if (c - zero is >= 0 and <= 9)
                digits.Append((char)(c - zero + '0'));
            else if (c == '-' && digits.Length == 0)
                digits.Append(c);
        }
        return double.TryParse(digits.ToString(), CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new JsonataException("D3136", $"'{Reading.Fields.Shorten(text)}' has no digits of the picture.");
    }
}
