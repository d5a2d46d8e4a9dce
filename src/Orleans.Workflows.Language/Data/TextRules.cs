namespace Workflows.Language.Data;

/// <summary>What a text may contain, wherever it comes from.</summary>
internal static class TextRules
{
    /// <summary>True when every surrogate has its other half.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }
        return true;
    }

    /// <summary>What is wrong with a text, as the rest of a sentence; null when nothing is.</summary>
    public static string? Complaint(ReadOnlySpan<char> text)
    {
        // PostgreSQL cannot keep U+0000 in a text, so it is refused at the door rather than at the append.
        if (text.Contains('\0'))
            return "contains the character U+0000, which is not allowed";
        return IsWellFormed(text) ? null : "contains half of a surrogate pair, which is not a Unicode character";
    }
}
