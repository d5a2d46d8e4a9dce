using Workflows.Testing.Repository;
using Workflows.Tidy.Source;

namespace Workflows.Tidy.Projects;

public sealed class FolderTests
{
    private const int RootLimit = 8;
    private const int ReadmeLimit = 60;

    [Fact]
    public void At_most_eight_files_stand_at_a_project_s_root()
    {
        var findings =
            from project in WorkingTree.SourceProjects
            let files = WorkingTree.FilesBelow("src/" + project, "*.cs").Where(file => file.Count(c => c == '/') == 2).ToList()
            where files.Count > RootLimit
            select $"{project}: {files.Count} ({string.Join(", ", files.Select(Path.GetFileName))})";
        Ratchet.Check(findings, $"At most {RootLimit} C# files at a project's root; the others belong to a concept, and so to its folder.");
    }

    [Fact]
    public void Each_source_project_has_a_README_of_one_screen()
    {
        var findings =
            from project in WorkingTree.SourceProjects
            let path = Path.Combine(WorkingTree.Root, "src", project, "README.md")
            let lines = File.Exists(path) ? File.ReadAllLines(path).Length : 0
            where lines is 0 or > ReadmeLimit
            select lines == 0 ? $"{project}: no README.md" : $"{project}: {lines} lines";
        Ratchet.Check(
            findings,
            $"Each source project says in at most {ReadmeLimit} lines what it is for, the path of a request through it, and what it must never know."
        );
    }

    [Fact]
    public void Every_SQL_file_is_embedded_and_used()
    {
        var findings =
            from file in WorkingTree.FilesBelow("src", "*.sql")
            let project = file.Split('/')[1]
            let projectFile = WorkingTree.Read($"src/{project}/{project}.csproj")
            let name = Path.GetFileNameWithoutExtension(file)
            where !projectFile.Contains("EmbeddedResource", StringComparison.Ordinal) || !IsNamedIn(project, name, file)
            select file;
        Ratchet.Check(findings, "An .sql file is an embedded resource, and code of its project names it or its folder.");
    }

    [Fact]
    public void No_SQL_stands_in_C_sharp()
    {
        string[] beginnings = ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE "];
        var findings =
            from file in SourceFile.Production
            from token in file.Syntax.DescendantTokens()
            where
                token.Value is string text
                && beginnings.Any(beginning => text.TrimStart().StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            select $"{file.Path}: {((string)token.Value!).Trim().Split('\n')[0]}";
        Ratchet.Check(findings, "SQL stands in .sql files.");
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = WorkingTree.Read("Orleans.Workflows.sln").Replace('\\', '/');
        var findings = WorkingTree
            .FilesBelow("src", "*.csproj")
            .Concat(WorkingTree.FilesBelow("test", "*.csproj"))
            .Where(project => !solution.Contains(project, StringComparison.Ordinal));
        Ratchet.Check(findings, "A project that is not in the solution is not built by anybody.");
    }

    /// <summary>Migrations are taken by their folder, in order; every other statement by its name.</summary>
    private static bool IsNamedIn(string project, string name, string file) =>
        char.IsAsciiDigit(name[0])
        || SourceFile
            .Production.Where(source => source.Path.StartsWith($"src/{project}/", StringComparison.Ordinal))
            .SelectMany(source => source.Syntax.DescendantTokens())
            .Any(token =>
                token.Value is string text
                && (text == name || text == Path.GetFileName(file) || text.Contains(name, StringComparison.Ordinal))
            );
}
