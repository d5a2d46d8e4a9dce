using System.Text.Json;

namespace Workflows.Server.Tests;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Probe()
    {
        await using var server = await ServerUnderTest.StartWithoutEngineAsync();
        var answer = await server.GetAsync("/openapi/v1.json");
        await File.WriteAllTextAsync("/tmp/probe/openapi.json", answer.Text);
        Assert.Equal(200, answer.Status);
        await File.WriteAllTextAsync("/tmp/probe/docs.html", (await server.GetAsync("/docs")).Text);
    }
}
