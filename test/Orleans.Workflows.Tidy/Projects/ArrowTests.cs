using Workflows.Tidy.Source;

namespace Workflows.Tidy.Projects;

public sealed class ArrowTests
{
    /// <summary>Who may know whom, directly: dependencies point downwards only.</summary>
    private static readonly IReadOnlyDictionary<string, string[]> Allowed = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Orleans.Workflows.Language"] = [],
        ["Orleans.Workflows.Core"] = ["Orleans.Workflows.Language"],
        ["Orleans.Workflows.Journal"] = ["Orleans.Workflows.Core", "Orleans.Workflows.Language"],
        ["Orleans.Workflows.Grains"] = ["Orleans.Workflows.Journal", "Orleans.Workflows.Core", "Orleans.Workflows.Language"],
        ["Orleans.Workflows.Hosting"] =
        [
            "Orleans.Workflows.Grains",
            "Orleans.Workflows.Journal",
            "Orleans.Workflows.Core",
            "Orleans.Workflows.Language",
        ],
        ["Orleans.Workflows.Server"] =
        [
            "Orleans.Workflows.Hosting",
            "Orleans.Workflows.Grains",
            "Orleans.Workflows.Journal",
            "Orleans.Workflows.Core",
            "Orleans.Workflows.Language",
        ],
    };

    private static readonly string[] Pure = ["Orleans.Workflows.Language", "Orleans.Workflows.Core"];

    [Fact]
    public void Projects_know_only_those_below_them()
    {
        var findings =
            from project in ProjectFile.Source
            from other in project.Projects
            where !Allowed.TryGetValue(project.Name, out var allowed) || !allowed.Contains(other)
            select $"{project.Name} refers to {other}";
        Ratchet.Check(findings, "Dependencies point downwards only: Server, Hosting, Grains, Journal, Core, Language.");
    }

    [Fact]
    public void Every_source_project_has_its_place_in_the_order() =>
        Assert.Equal(
            Allowed.Keys.Order(StringComparer.Ordinal),
            ProjectFile.Source.Select(project => project.Name).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Language_and_core_take_no_package_but_the_YAML_reader()
    {
        var findings =
            from project in ProjectFile.Source
            where Pure.Contains(project.Name)
            from package in project.Packages
            where package != "YamlDotNet"
            select $"{project.Name}: {package}";
        Ratchet.Check(findings, "The language and the core know neither Orleans nor ASP.NET nor SQL.");
    }

    [Fact]
    public void Language_and_core_use_no_namespace_of_the_outside_world()
    {
        string[] outside =
        [
            "Orleans",
            "Microsoft",
            "Npgsql",
            "Dapper",
            "System.Data",
            "System.Net",
            "System.IO.Pipes",
            "System.Threading.Tasks",
            "System.Diagnostics",
        ];
        var findings =
            from file in SourceFile.Production
            where Pure.Any(project => file.Path.StartsWith($"src/{project}/", StringComparison.Ordinal))
            from directive in file.Syntax.Usings
            let name = directive.Name?.ToString() ?? ""
            where outside.Any(prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal))
            where !name.StartsWith("System.Diagnostics.CodeAnalysis", StringComparison.Ordinal)
            select $"{file.Place(directive)}: {name}";
        Ratchet.Check(findings, "Whoever opens Core reads how an order moves without meeting a database, a socket or an actor.");
    }

    [Fact]
    public void SQL_clients_are_known_only_to_the_journal()
    {
        var findings =
            from project in ProjectFile.Source
            where project.Name != "Orleans.Workflows.Journal"
            from package in project.Packages
            where package is "Npgsql" or "Microsoft.Data.Sqlite" or "Dapper"
            select $"{project.Name}: {package}";
        Ratchet.Check(findings, "Only the journal speaks SQL.");
    }
}
