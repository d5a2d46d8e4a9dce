using System.Collections.Frozen;

namespace Workflows.Language.Expressions.Jsonata.Dates;

/// <summary>Whole numbers as English words, Roman numerals and letters, and back.</summary>
internal static class NumberWords
{
    private static readonly string[] Few =
    [
        "Zero",
        "One",
        "Two",
        "Three",
        "Four",
        "Five",
        "Six",
        "Seven",
        "Eight",
        "Nine",
        "Ten",
        "Eleven",
        "Twelve",
        "Thirteen",
        "Fourteen",
        "Fifteen",
        "Sixteen",
        "Seventeen",
        "Eighteen",
        "Nineteen",
    ];

    private static readonly string[] Ordinals =
    [
        "Zeroth",
        "First",
        "Second",
        "Third",
        "Fourth",
        "Fifth",
        "Sixth",
        "Seventh",
        "Eighth",
        "Ninth",
        "Tenth",
        "Eleventh",
        "Twelfth",
        "Thirteenth",
        "Fourteenth",
        "Fifteenth",
        "Sixteenth",
        "Seventeenth",
        "Eighteenth",
        "Nineteenth",
    ];

    private static readonly string[] Tens = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"];

    private static readonly string[] Magnitudes = ["Thousand", "Million", "Billion", "Trillion"];

    private static readonly (int Value, string Numeral)[] Numerals =
    [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];

    private static readonly FrozenDictionary<string, double> Values = AllValues();

    /// <summary>A regular expression for numbers in words.</summary>
    public static string Pattern { get; } = $"(?:{string.Join('|', Values.Keys.OrderByDescending(word => word.Length))}|and|[-, ])+";

    /// <summary>The number in words, each with a capital letter.</summary>
    public static string Words(double number, bool isOrdinal) => Words(number, isOrdinal, follows: false);

    /// <summary>The number that words name.</summary>
    /// <exception cref="JsonataException"><c>D3136</c>: a word names none.</exception>
    public static double FromWords(string text)
    {
        // A magnitude multiplies what was said since the last one; hundreds and less add up.
        List<double> segments = [0];
        foreach (
            var word in text.ToLowerInvariant().Split([' ', ',', '-'], StringSplitOptions.RemoveEmptyEntries).Where(word => word != "and")
        )
        {
            if (!Values.TryGetValue(word, out var value))
                throw new JsonataException("D3136", $"'{Reading.Fields.Shorten(word)}' names no number.");
            if (value >= 100)
                segments[^1] *= value;
            else if (segments[^1] >= 1000)
                segments.Add(value);
            else
                segments[^1] += value;
        }
        return segments.Sum();
    }

    /// <summary>A Roman numeral in small letters.</summary>
    public static string Roman(double number)
    {
        if (number > 1_000_000)
            throw new JsonataException("D3130", "The number is too large for a Roman numeral.");
        var roman = new System.Text.StringBuilder();
        foreach (var (value, numeral) in Numerals)
        {
            for (; number >= value; number -= value)
                roman.Append(numeral);
        }
        return roman.ToString();
    }

    /// <summary>The number of a Roman numeral.</summary>
    public static double FromRoman(string roman)
    {
        double sum = 0;
        var greatest = 1;
        foreach (var letter in roman.ToLowerInvariant().Reverse())
        {
            var value = Array.Find(Numerals, one => one.Numeral == letter.ToString()).Value;
            sum += value < greatest ? -value : value;
            greatest = Math.Max(greatest, value);
        }
        return sum;
    }

    /// <summary>The number in letters: a to z, aa, ab …</summary>
    public static string Letters(double number, char first)
    {
        var letters = "";
        for (; number > 0; number = Math.Floor((number - 1) / 26))
            letters = (char)(first + (int)((number - 1) % 26)) + letters;
        return letters;
    }

    /// <summary>The number of letters.</summary>
    public static double FromLetters(string letters, char first) => letters.Aggregate(0d, (sum, letter) => (sum * 26) + letter - first + 1);

    private static string Words(double number, bool isOrdinal, bool follows)
    {
        if (number < 100)
            return (follows ? " and " : "") + Small((int)number, isOrdinal);
        var magnitude = number < 1000 ? 0 : Math.Min((int)Math.Floor(Math.Log10(number) / 3), Magnitudes.Length);
        var factor = magnitude == 0 ? 100 : Math.Pow(10, magnitude * 3);
        var count = Math.Floor(number / factor);
        // Not the remainder: what doubles cannot hold is not told.
        var rest = number - (count * factor);
        var words = (follows ? ", " : "") + Words(count, false, false) + " " + (magnitude == 0 ? "Hundred" : Magnitudes[magnitude - 1]);
        if (rest > 0)
            return words + Words(rest, isOrdinal, true);
        return isOrdinal ? words + "th" : words;
    }

    private static string Small(int number, bool isOrdinal)
    {
        if (number < Few.Length)
            return (isOrdinal ? Ordinals : Few)[number];
        var tens = Tens[(number / 10) - 2];
        if (number % 10 > 0)
            return $"{tens}-{Small(number % 10, isOrdinal)}";
        return isOrdinal ? tens[..^1] + "ieth" : tens;
    }

    private static FrozenDictionary<string, double> AllValues()
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal) { ["hundred"] = 100, ["hundredth"] = 100 };
        for (var i = 0; i < Few.Length; i++)
            values[Few[i].ToLowerInvariant()] = values[Ordinals[i].ToLowerInvariant()] = i;
        for (var i = 0; i < Tens.Length; i++)
            values[Tens[i].ToLowerInvariant()] = values[Tens[i].ToLowerInvariant()[..^1] + "ieth"] = (i + 2) * 10;
        for (var i = 0; i < Magnitudes.Length; i++)
            values[Magnitudes[i].ToLowerInvariant()] = values[Magnitudes[i].ToLowerInvariant() + "th"] = Math.Pow(10, (i + 1) * 3);
        return values.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
