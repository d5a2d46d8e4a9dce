using System.Text;

namespace Workflows.Journal.Storage;

/// <summary>Text that a column can hold: a cause that came from somebody's handler must not make its execution unwritable.</summary>
internal static class StorableText
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// The text with zero characters and halves of surrogate pairs replaced; neither is text to PostgreSQL. The events keep what really
    /// was.
    /// </summary>
    public static string? Of(string? text)
    {
        if (text is null)
            return null;
        var span = text.AsSpan();
        if (!span.Contains('\0') && span.IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            return text;
        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            builder.Append(rune.Value == 0 ? Replacement.ToString() : rune.ToString());
        return builder.ToString();
    }
}
