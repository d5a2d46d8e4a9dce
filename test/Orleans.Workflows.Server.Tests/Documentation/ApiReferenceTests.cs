using System.Text.Json.Nodes;
using Workflows.Testing.Repository;

namespace Workflows.Server.Tests.Documentation;

public sealed class ApiReferenceTests
{
    private const string File = "docs/api.md";

    [Fact]
    public async Task The_committed_reference_is_the_one_of_the_code()
    {
        await using var server = await ServerUnderTest.StartWithoutEngineAsync();
        var reference = ApiReference.Write(JsonNode.Parse((await server.GetAsync("/openapi/v1.json")).Text)!.AsObject());

        if (Environment.GetEnvironmentVariable("ORLEANS_WORKFLOWS_WRITE_DOCS") == "1")
            await System.IO.File.WriteAllTextAsync(Path.Combine(WorkingTree.Root, File), reference);

        Assert.Equal(reference, WorkingTree.Read(File));
    }
}
