namespace Workflows.Testing.Repository;

/// <summary>A fenced block of a Markdown file.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line of the fence.</param>
/// <param name="Language">The first word behind the fence.</param>
/// <param name="Info">The other words.</param>
/// <param name="Text">What stands in it.</param>
public sealed record FencedBlock(string File, int Line, string Language, string Info, string Text)
{
    /// <summary>Where it stands, for a message.</summary>
    public string Place => $"{File}:{Line}";

    /// <summary>All blocks of README.md and docs.</summary>
    public static IReadOnlyList<FencedBlock> All() =>
        [
            .. WorkingTree
                .FilesBelow("docs", "*.md")
                .Append("README.md")
                .Where(file => System.IO.File.Exists(Path.Combine(WorkingTree.Root, file)))
                .SelectMany(Of),
        ];

    /// <summary>The blocks of one file, in order.</summary>
    /// <exception cref="FormatException">A fence is never closed.</exception>
    public static IReadOnlyList<FencedBlock> Of(string file)
    {
        var lines = WorkingTree.Read(file).Split('\n');
        var blocks = new List<FencedBlock>();
        for (var start = 0; start < lines.Length; start++)
        {
            if (!lines[start].StartsWith("```", StringComparison.Ordinal))
                continue;

            var end = Array.FindIndex(lines, start + 1, line => line.TrimEnd() == "```");
            if (end < 0)
                throw new FormatException($"{file}:{start + 1}: a fence that is never closed");

            var info = lines[start][3..].Trim().Split(' ', 2);
            blocks.Add(
                new FencedBlock(file, start + 1, info[0], info.Length > 1 ? info[1].Trim() : "", string.Join('\n', lines[(start + 1)..end]))
            );
            start = end;
        }

        return blocks;
    }
}
