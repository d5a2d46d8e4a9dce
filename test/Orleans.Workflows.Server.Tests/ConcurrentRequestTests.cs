using Workflows.Server.Problems;
using Workflows.Testing;

namespace Workflows.Server.Tests;

public sealed class ConcurrentRequestTests
{
    [Fact]
    public async Task Requests_beyond_the_bound_are_refused_and_probes_are_not()
    {
        await using var server = await ServerUnderTest.StartWithoutEngineAsync("--Server:MaxConcurrentRequests", "1");
        await server.PostAsync("/workflow-executions", """{"workflow":"waiting","id":"e"}""");
        var stream = await server.Client.GetAsync(
            new Uri("/workflow-executions/e/stream", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead
        );

        var refused = await server.GetAsync("/workflow-executions/e");

        refused.AssertProblem(ProblemType.Unavailable);
        Assert.Equal("1", refused.Headers["Retry-After"]);
        Assert.Equal(200, (await server.GetAsync("/health/live")).Status);
        stream.Dispose();
        await Poll.UntilAsync(async () => (await server.GetAsync("/workflow-executions/e")).Status == 200);
    }
}
