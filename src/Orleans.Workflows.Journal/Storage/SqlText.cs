using System.Reflection;

namespace Workflows.Journal.Storage;

/// <summary>The SQL of a dialect, from its embedded files.</summary>
/// <param name="dialect">The dialect's folder, e.g. <c>PostgreSql</c>.</param>
internal sealed class SqlText(string dialect)
{
    private static readonly Assembly Source = typeof(SqlText).Assembly;

    /// <summary>The text of one statement.</summary>
    /// <param name="name">The file's name without its extension.</param>
    public string Statement(string name) => Read($"{dialect}/Sql/{name}.sql");

    /// <summary>The named parts of a statement that is put together as asked for; each begins with a line <c>--: name</c>.</summary>
    public IReadOnlyDictionary<string, string> Parts(string name)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in Statement(name).Split("--: ", StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            parts.Add(part[..end].Trim(), part[(end + 1)..]);
        }
        return parts;
    }

    /// <summary>The dialect's migrations by their number.</summary>
    public IReadOnlyList<(int Number, string Name, string Text)> Migrations()
    {
        var folder = $"{dialect}/Migrations/";
        return
        [
            .. Source
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => (int.Parse(name.AsSpan(folder.Length, 4)), Path.GetFileNameWithoutExtension(name), Read(name))),
        ];
    }

    private static string Read(string resource)
    {
        using var stream =
            Source.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"The SQL file {resource} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
