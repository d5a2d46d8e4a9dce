namespace Workflows.Language.Expressions.Jsonata;

/// <summary>What keeps one expression from occupying a silo, beside the <see cref="EvaluationBudget"/> that it shares with the others of its state.</summary>
public static class JsonataLimits
{
    /// <summary>The longest expression, in characters. Default: 100,000.</summary>
    public const int LongestText = 100_000;

    /// <summary>How deep an expression may be nested when it is read. Default: 200.</summary>
    public const int DeepestSyntax = 200;

    /// <summary>How many terms of one operator may follow each other (<c>a &amp; b &amp; c …</c>). Default: 1,000.</summary>
    public const int LongestChain = 1_000;

    /// <summary>How deep evaluations may be nested: about a quarter of it is calls that are no tail calls. Default: 2,500.</summary>
    public const int Depth = 2_500;

    /// <summary>The most items of one sequence. Default: 1,000,000.</summary>
    public const int LongestSequence = 1_000_000;

    /// <summary>The longest picture of a number or a date, in characters: reading one takes the square of its length. Default: 1,000.</summary>
    public const int LongestPicture = 1_000;

    /// <summary>Checks the length of a picture.</summary>
    /// <exception cref="JsonataException"><c>D1012</c>: it is too long.</exception>
    internal static void CheckPicture(string picture)
    {
        if (picture.Length > LongestPicture)
            throw new JsonataException("D1012", $"A picture has at most {LongestPicture} characters.");
    }

    /// <summary>The longest text that an expression may build, in characters. Default: 16,777,216.</summary>
    public const int LongestResult = 16 * 1024 * 1024;
}
