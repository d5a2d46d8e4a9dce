using System.Globalization;
using System.Text;

namespace Workflows.Testing.Mutations;

/// <summary>Small changes of a text: what a reader meets when somebody mistypes, and what nobody would write down as a test.</summary>
public static class Mutation
{
    private const string SeedVariable = "MUTATION_SEED";

    /// <summary>Pieces that mean something in YAML, JSON, paths, expressions and patterns: one at each place of a document is what most mistakes look like.</summary>
    public static readonly IReadOnlyList<string> Marks =
    [
        .. "{}[]:,?-&*!|>\"'\\#%@`~$(/.".Select(c => c.ToString()),
        "\t",
        "\n",
        " ",
        "\0",
        "\u0085",
        "٣",
        "9",
    ];

    /// <summary>The <see cref="Marks"/>, and pieces that a parser of numbers, dates or Unicode stumbles over.</summary>
    public static readonly IReadOnlyList<string> Pieces =
    [
        .. Marks,
        .. "=^<+);_".Select(c => c.ToString()),
        "\r",
        "\u007f",
        "\u2028",
        "\uFEFF",
        "\uFFFD",
        "é",
        "💥",
        "0",
        "e",
        "1e999",
        "-0",
        "0e99999999999",
        "99999999999999999999",
        "null",
        "&a ",
        "*a ",
        "!<",
        "<<: ",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "\\u",
        "\\uD800",
        "\\UFFFFFFFF",
        "$$",
        "{%",
        "9999-12-31T23:59:59.9999999Z",
    ];

    /// <summary>A seed: a new one for each run, or that of the environment variable <c>MUTATION_SEED</c>, by which a run is repeated.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next();

    /// <summary>Says how a run is repeated.</summary>
    public static string HowToRepeat => string.Create(CultureInfo.InvariantCulture, $"{SeedVariable}={Seed}");

    /// <summary>Every text with one piece more, and every text with one character less.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pieces">What is put in, one at a time; by default the <see cref="Marks"/>.</param>
    public static IEnumerable<string> OfEveryPlace(string text, IReadOnlyList<string>? pieces = null)
    {
        for (var place = 0; place <= text.Length; place++)
        {
            foreach (var piece in pieces ?? Marks)
                yield return text.Insert(place, piece);
            if (place < text.Length)
                yield return text.Remove(place, 1);
        }
    }

    /// <summary>Texts with up to five drawn changes: something put in, taken out, replaced or doubled.</summary>
    /// <param name="text">The text.</param>
    /// <param name="count">How many.</param>
    /// <param name="salt">Tells apart what is drawn with the same seed.</param>
    public static IEnumerable<string> Drawn(string text, int count, int salt = 0)
    {
        var random = new Random(Seed + salt);
        for (var i = 0; i < count; i++)
        {
            var changed = new StringBuilder(text);
            for (var changes = random.Next(1, 6); changes > 0; changes--)
                Change(changed, random);
            yield return changed.ToString();
        }
    }

    private static void Change(StringBuilder text, Random random)
    {
        var place = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(1, 12), text.Length - place);
        switch (random.Next(4))
        {
            case 0:
                text.Insert(place, Pieces[random.Next(Pieces.Count)]);
                break;
            case 1:
                text.Remove(place, length);
                break;
            case 2:
                text.Remove(place, length).Insert(place, Pieces[random.Next(Pieces.Count)]);
                break;
            default:
                text.Insert(random.Next(text.Length + 1), text.ToString(place, length));
                break;
        }
    }
}
