using System.Text;
using Workflows.Language.Data;

namespace Workflows.Language.Expressions;

/// <summary>
/// The pattern of <c>stringMatches</c>: <c>*</c> stands for any text, <c>\*</c> for a star, <c>\\</c> for a backslash. ASL:
/// "StringMatches".
/// </summary>
internal sealed class TextPattern
{
    private readonly List<string> pieces = [];

    /// <summary>Reads a pattern; every text is one.</summary>
    public TextPattern(string pattern)
    {
        var piece = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length && pattern[i + 1] is ('*' or '\\'))
            {
                piece.Append(pattern[++i]);
            }
            else if (pattern[i] == '*')
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }
            else
            {
                piece.Append(pattern[i]);
            }
        }
        pieces.Add(piece.ToString());
    }

    /// <summary>Whether the whole text matches.</summary>
    public bool IsMatch(string text, EvaluationBudget budget)
    {
        if (pieces is [var only])
            return text == only;
        var (first, last) = (pieces[0], pieces[^1]);
        if (
            text.Length < first.Length + last.Length
            || !text.StartsWith(first, StringComparison.Ordinal)
            || !text.EndsWith(last, StringComparison.Ordinal)
        )
            return false;
        // The earliest place for each piece leaves the most room for the next.
        var rest = text.AsSpan(first.Length, text.Length - first.Length - last.Length);
        foreach (var piece in pieces.Skip(1).SkipLast(1))
        {
            budget.Spend(EvaluationBudget.StepsOfSearch(rest.Length, piece.Length), ErrorNames.Runtime);
            var at = rest.IndexOf(piece, StringComparison.Ordinal);
            if (at < 0)
                return false;
            rest = rest[(at + piece.Length)..];
        }
        return true;
    }
}
