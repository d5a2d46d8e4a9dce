namespace Workflows.Testing.Repository;

/// <summary>The working tree that the tests were built from.</summary>
public static class WorkingTree
{
    private static readonly string[] ForeignFolders = ["bin", "obj", ".git", "TestResults", "data", "artifacts"];

    /// <summary>The folder of the solution file.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The source projects' names, for example <c>Orleans.Workflows.Core</c>.</summary>
    public static IReadOnlyList<string> SourceProjects { get; } =
    [.. Directory.EnumerateDirectories(Path.Combine(Root, "src")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>Files below a folder, as paths from the root with forward slashes; nothing that a build makes.</summary>
    public static IEnumerable<string> FilesBelow(string folder, string pattern)
    {
        var start = Path.Combine(Root, folder);
        return Directory
            .EnumerateFiles(start, pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => ForeignFolders.Contains(part)))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>The text of a file.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orleans.Workflows.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("No Orleans.Workflows.sln above " + AppContext.BaseDirectory);
    }
}
