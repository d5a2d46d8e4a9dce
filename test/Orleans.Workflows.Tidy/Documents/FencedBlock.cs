namespace Workflows.Tidy.Documents;

/// <summary>A fenced block of a Markdown file.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line of the fence.</param>
/// <param name="Language">The first word behind the fence.</param>
/// <param name="Info">The other words.</param>
/// <param name="Text">What stands in it.</param>
internal sealed record FencedBlock(string File, int Line, string Language, string Info, string Text)
{
    /// <summary>All blocks of README.md and docs.</summary>
    public static IEnumerable<FencedBlock> All() =>
        new[] { "README.md" }
            .Where(file => System.IO.File.Exists(Path.Combine(Repository.Root, file)))
            .Concat(Repository.FilesBelow("docs", "*.md"))
            .SelectMany(Of);

    private static IEnumerable<FencedBlock> Of(string file)
    {
        var lines = Repository.Read(file).Split('\n');
        for (var start = 0; start < lines.Length; start++)
        {
            if (!lines[start].StartsWith("```", StringComparison.Ordinal))
                continue;
            var end = Array.FindIndex(lines, start + 1, line => line.TrimEnd() == "```");
            Assert.True(end > start, $"{file}:{start + 1}: a fence that is never closed");
            var info = lines[start][3..].Trim().Split(' ', 2);
            yield return new FencedBlock(
                file,
                start + 1,
                info[0],
                info.Length > 1 ? info[1] : "",
                string.Join('\n', lines[(start + 1)..end])
            );
            start = end;
        }
    }
}
