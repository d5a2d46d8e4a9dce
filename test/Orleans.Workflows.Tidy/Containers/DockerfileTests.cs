using Workflows.Testing.Repository;
using Workflows.Tidy.Source;

namespace Workflows.Tidy.Containers;

public sealed class DockerfileTests
{
    private static readonly IReadOnlyList<(string Instruction, string Arguments)> Lines =
    [
        .. WorkingTree
            .Read("docker/Dockerfile")
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', 2))
            .Select(parts => (parts[0], parts.Length > 1 ? parts[1] : "")),
    ];

    [Fact]
    public void Every_line_is_an_instruction()
    {
        string[] known =
        [
            "FROM",
            "WORKDIR",
            "COPY",
            "RUN",
            "ENV",
            "EXPOSE",
            "USER",
            "VOLUME",
            "ENTRYPOINT",
            "CMD",
            "ARG",
            "LABEL",
            "HEALTHCHECK",
        ];
        Assert.All(Lines, line => Assert.Contains(line.Instruction, known));
    }

    [Fact]
    public void It_builds_in_one_stage_and_runs_in_another_that_has_no_SDK()
    {
        var stages = Lines.Where(line => line.Instruction == "FROM").Select(line => line.Arguments).ToList();
        Assert.Equal(2, stages.Count);
        Assert.StartsWith("mcr.microsoft.com/dotnet/sdk:10.0", stages[0], StringComparison.Ordinal);
        Assert.StartsWith("mcr.microsoft.com/dotnet/aspnet:10.0", stages[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Its_images_have_exact_tags() =>
        Assert.All(
            Lines.Where(line => line.Instruction == "FROM"),
            line => Assert.Matches(@"^\S+:\d+\.\d+\.\d+(@sha256:[0-9a-f]{64})? AS \w+$", line.Arguments)
        );

    [Fact]
    public void It_asks_itself_whether_it_is_ready() =>
        Assert.EndsWith(
            "[\"dotnet\", \"/app/Orleans.Workflows.Server.dll\", \"--health\"]",
            Lines.Single(line => line.Instruction == "HEALTHCHECK").Arguments,
            StringComparison.Ordinal
        );

    [Fact]
    public void It_does_not_run_as_root()
    {
        var user = Lines.Last(line => line.Instruction == "USER").Arguments.Split(':')[0];
        Assert.NotEqual("root", user);
        Assert.NotEqual("0", user);
    }

    [Fact]
    public void Packages_are_restored_before_the_sources_are_copied()
    {
        var restore = Index(line => line.Instruction == "RUN" && line.Arguments.StartsWith("dotnet restore", StringComparison.Ordinal));
        var sources = Index(line => line is { Instruction: "COPY", Arguments: "src/ src/" });
        Assert.InRange(restore, 0, sources - 1);
    }

    [Fact]
    public void Every_source_project_is_copied_before_the_restore()
    {
        var copied = string.Join('\n', Lines.Where(line => line.Instruction == "COPY").Select(line => line.Arguments));
        Ratchet.Check(
            WorkingTree.SourceProjects.Where(project => !copied.Contains($"src/{project}/*.csproj", StringComparison.Ordinal)),
            "A project is missing from the restore layer."
        );
    }

    [Fact]
    public void It_starts_the_server_s_own_assembly()
    {
        var entry = Lines.Last(line => line.Instruction == "ENTRYPOINT").Arguments;
        Assert.Equal("[\"dotnet\", \"/app/Orleans.Workflows.Server.dll\"]", entry);
        Assert.Contains("Orleans.Workflows.Server", WorkingTree.SourceProjects);
    }

    private static int Index(Func<(string Instruction, string Arguments), bool> predicate) =>
        Lines.ToList().FindIndex(line => predicate(line));
}
