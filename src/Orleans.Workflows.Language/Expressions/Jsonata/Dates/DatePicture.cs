namespace Workflows.Language.Expressions.Jsonata.Dates;

/// <summary>How names of months and days are written.</summary>
internal enum NameCase
{
    /// <summary>No name: the component is a number.</summary>
    None = 0,
    Lower,
    Upper,
    Title,
}

/// <summary>One part of a picture: a text that stands as it is, or a component.</summary>
internal sealed class DatePart
{
    /// <summary>A text; null for a component.</summary>
    public string? Literal { get; init; }

    /// <summary>The letter of the component.</summary>
    public char Component { get; init; }

    public NameCase Names { get; init; }

    /// <summary>How its number is written; null where it is none.</summary>
    public IntegerPicture? Integer { get; init; }

    /// <summary>The longest name; null for any.</summary>
    public int? LongestName { get; init; }

    /// <summary>How many digits of a year are shown; 0 for all.</summary>
    public int YearDigits { get; init; }

    /// <summary>True where UTC is written <c>Z</c>.</summary>
    public bool WritesZulu { get; init; }

    /// <summary>How many digits are read, where another number follows without anything between; 0 for any.</summary>
    public int ReadWidth { get; set; }
}

/// <summary>A picture of a date and time: <c>[Y0001]-[M01]-[D01]</c>. XPath F&amp;O 3.1, section 9.8.4.</summary>
internal sealed class DatePicture
{
    private const string Integers = "YMDdFWwXxHhmsf";
    private const string Others = "PCEZz";

    /// <summary>ISO 8601, which is used where no picture is given.</summary>
    public static readonly DatePicture Iso = Parse("[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]");

    private readonly List<DatePart> parts = [];

    private DatePicture() { }

    /// <summary>The parts in order.</summary>
    public IReadOnlyList<DatePart> Parts => parts;

    /// <summary>Reads a picture.</summary>
    /// <exception cref="JsonataException"><c>D3132</c>, <c>D3135</c>, and those of its numbers.</exception>
    public static DatePicture Parse(string picture)
    {
        JsonataLimits.CheckPicture(picture);
        var result = new DatePicture();
        var literal = 0;
        for (var i = 0; i < picture.Length; i++)
        {
            if (picture[i] != '[')
                continue;
            result.AddLiteral(picture[literal..i]);
            if (i + 1 < picture.Length && picture[i + 1] == '[')
            {
                result.parts.Add(new DatePart { Literal = "[" });
                i++;
            }
            else
            {
                var close = picture.IndexOf(']', i);
                if (close < 0)
                    throw new JsonataException("D3135", "A '[' of the picture is not closed.");
                result.AddComponent(string.Concat(picture[(i + 1)..close].Where(c => !char.IsWhiteSpace(c))));
                i = close;
            }
            literal = i + 1;
        }
        result.AddLiteral(picture[Math.Min(literal, picture.Length)..]);
        return result;
    }

    private void AddLiteral(string text)
    {
        if (text.Length > 0)
            parts.Add(new DatePart { Literal = text.Replace("]]", "]", StringComparison.Ordinal) });
    }

    private void AddComponent(string marker)
    {
        var component = marker.Length > 0 ? marker[0] : '\0';
        if (!Integers.Contains(component, StringComparison.Ordinal) && !Others.Contains(component, StringComparison.Ordinal))
            throw new JsonataException("D3132", $"'{component}' is no component of a date or time.");
        var comma = marker.LastIndexOf(',');
        var (least, most) = comma < 0 ? (null, null) : Width(marker[(comma + 1)..]);
        var presentation = marker[1..(comma < 0 ? marker.Length : comma)];
        var modifier = presentation.Length > 1 && "atco".Contains(presentation[^1], StringComparison.Ordinal) ? presentation[^1] : '\0';
        if (modifier != '\0')
            presentation = presentation[..^1];
        if (presentation.Length == 0)
            presentation = DefaultPresentation(component);
        var names = presentation[0] switch
        {
            'n' => NameCase.Lower,
            'N' => presentation is [_, 'n', ..] ? NameCase.Title : NameCase.Upper,
            _ => NameCase.None,
        };
        var integer = IntegerOf(component, names, presentation + (modifier == 'o' ? ";o" : ""), least);
        if (
            integer is not null
            && component is not ('Z' or 'z')
            && parts is [.., { Integer: not null, Component: not ('Z' or 'z') } before]
        )
            before.ReadWidth = before.Integer.MandatoryDigits;
        parts.Add(
            new DatePart
            {
                Component = component,
                Names = names,
                Integer = integer,
                LongestName = most,
                YearDigits = component == 'Y' && integer is not null ? DigitsOfYear(integer, most) : 0,
                WritesZulu = modifier == 't',
            }
        );
    }

    private static IntegerPicture? IntegerOf(char component, NameCase names, string presentation, int? least)
    {
        if (component is 'Z' or 'z')
            return IntegerPicture.Parse(presentation.Split(';')[0]);
        if (names != NameCase.None || !Integers.Contains(component, StringComparison.Ordinal))
            return null;
        var integer = IntegerPicture.Parse(presentation);
        integer.MandatoryDigits = Math.Max(integer.MandatoryDigits, least ?? 0);
        return integer;
    }

    private static int DigitsOfYear(IntegerPicture integer, int? most)
    {
        if (most is { } width)
        {
            integer.MandatoryDigits = width;
            return width;
        }
        var digits = integer.MandatoryDigits + integer.OptionalDigits;
        return digits >= 2 ? digits : 0;
    }

    private static (int? Least, int? Most) Width(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (Bound(text), null) : (Bound(text[..dash]), Bound(text[(dash + 1)..]));
    }

    private static int? Bound(string text) =>
        int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var bound) && bound is > 0 and < 1000 ? bound : null;

    private static string DefaultPresentation(char component) =>
        component switch
        {
            'F' or 'P' or 'C' or 'E' => "n",
            'm' or 's' => "01",
            'Z' or 'z' => "01:01",
            _ => "1",
        };
}
