using System.Text.RegularExpressions;

namespace Workflows.Language.Reading;

/// <summary>Finds placeholders that were meant to be filled in before a document is registered: <c>${Function}</c>, <c>&lt;my-function&gt;</c>.</summary>
internal static partial class Placeholders
{
    /// <summary>The first placeholder of a text; null when there is none.</summary>
    public static string? Find(string text) => Placeholder().Match(text) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(@"\$\{[^{}]*\}|<[^<>]+>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
