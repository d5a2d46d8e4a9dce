namespace Workflows.Server.Problems;

/// <summary>Says which content type a request had, and which its call takes.</summary>
public static class ContentTypeHelp
{
    private const int LongestShown = 100;

    /// <summary>A sentence for what was sent, and one for what is taken.</summary>
    /// <param name="sent">The header of the request; null where it had none.</param>
    /// <param name="taken">The content types that the call takes.</param>
    public static string Sentence(string? sent, IReadOnlyList<string> taken)
    {
        var had = string.IsNullOrWhiteSpace(sent)
            ? "The request has no content type."
            : $"The request has the content type '{Shown(sent)}'.";
        var fix =
            taken.Count == 1 ? $"set the header 'Content-Type: {taken[0]}'" : "set the header 'Content-Type' to the one that the body has";
        return $"{had} This call takes {string.Join(", ", taken)}, in UTF-8: {fix}.";
    }

    /// <summary>What a client sent, short and without what no terminal should get.</summary>
    public static string Shown(string? text) =>
        new([.. (text ?? "").Where(character => !char.IsControl(character) && !char.IsSurrogate(character)).Take(LongestShown)]);
}
