using System.Xml.Linq;
using Workflows.Testing.Repository;

namespace Workflows.Tidy.Projects;

/// <summary>A project file: what it refers to.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="Projects">The names of the projects that it refers to.</param>
/// <param name="Packages">The names of the packages that it refers to.</param>
internal sealed record ProjectFile(string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    /// <summary>The source projects.</summary>
    public static IReadOnlyList<ProjectFile> Source { get; } = [.. WorkingTree.SourceProjects.Select(Load)];

    private static ProjectFile Load(string name)
    {
        var document = XDocument.Parse(WorkingTree.Read($"src/{name}/{name}.csproj"));
        return new ProjectFile(
            name,
            [.. Included(document, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))],
            [.. Included(document, "PackageReference")]
        );
    }

    private static IEnumerable<string> Included(XDocument document, string element) =>
        document.Descendants(element).Select(node => (string?)node.Attribute("Include")).OfType<string>();
}
