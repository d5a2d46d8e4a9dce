namespace Workflows.Language.Reading;

/// <summary>Finds what was probably meant.</summary>
public static class Suggestions
{
    // Comparing two texts takes the product of their lengths, and a document has many of either.
    private const int LongestText = 64;
    private const int LongestShown = 80;
    private const int MostCandidates = 500;

    // A shorter beginning could be that of anything.
    private const int ShortestBeginning = 5;

    /// <summary>" Did you mean 'x'?", or nothing.</summary>
    public static string DidYouMean(string text, IEnumerable<string> candidates) =>
        Closest(text, candidates) is { } closest ? $" Did you mean '{closest}'?" : "";

    /// <summary>The candidate that differs least, if it differs little, else the shortest that begins like the text or the text like it; null else.</summary>
    public static string? Closest(string text, IEnumerable<string> candidates)
    {
        if (text.Length > LongestText)
            return null;
        var known = candidates as IReadOnlyCollection<string> ?? [.. candidates];
        return Similar(text, known) ?? SameBeginning(text, known);
    }

    /// <summary>A text short enough for a sentence.</summary>
    public static string Shorten(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";

    private static string? SameBeginning(string text, IEnumerable<string> candidates) =>
        candidates
            .Where(candidate =>
                Math.Min(candidate.Length, text.Length) >= ShortestBeginning
                && (
                    candidate.StartsWith(text, StringComparison.OrdinalIgnoreCase)
                    || text.StartsWith(candidate, StringComparison.OrdinalIgnoreCase)
                )
            )
            .MinBy(candidate => candidate.Length);

    private static string? Similar(string text, IEnumerable<string> candidates)
    {
        string? closest = null;
        var least = Math.Max(1, text.Length / 3) + 1;
        foreach (var candidate in candidates.Where(candidate => Math.Abs(candidate.Length - text.Length) < 4).Take(MostCandidates))
        {
            var distance = string.Equals(candidate, text, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(text, candidate);
            if (distance < least)
                (closest, least) = (candidate, distance);
        }
        return closest;
    }

    // Optimal string alignment: insertions, deletions, substitutions, and neighbours swapped.
    private static int Distance(string a, string b)
    {
        var beforePrevious = new int[b.Length + 1];
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
            }
            (beforePrevious, previous) = (previous, current);
        }
        return previous[b.Length];
    }
}
