using Workflows.Server.Problems;
using Workflows.Testing;

namespace Workflows.Server.Tests;

public sealed class ConcurrentRequestTests
{
    private const string Stream = "/workflow-executions/e/stream";

    [Fact]
    public async Task Requests_beyond_the_bound_are_refused_and_probes_are_not()
    {
        await using var server = await ServerUnderTest.StartWithoutEngineAsync("--Server:MaxConcurrentRequests", "1");
        await server.PostAsync("/workflow-executions", """{"workflow":"greeting","id":"e"}""");
        // Its body never comes to an end, and the server waits for it.
        await using var slow = await RawHttp.ConnectAsync(server);
        await slow.WriteAsync(
            "POST /workflows HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/yaml\r\nContent-Length: 5\r\n\r\na"u8.ToArray()
        );

        await Poll.UntilAsync(async () => (await server.GetAsync("/workflow-executions/e")).Status == 503);
        var refused = await server.GetAsync("/workflow-executions/e");

        refused.AssertProblem(ProblemType.Unavailable);
        Assert.Equal("1", refused.Headers["Retry-After"]);
        Assert.Equal(200, (await server.GetAsync("/health/live")).Status);
        await slow.DisposeAsync();
        await Poll.UntilAsync(async () => (await server.GetAsync("/workflow-executions/e")).Status == 200);
    }

    [Fact]
    public async Task Requests_that_wait_leave_the_places_of_other_requests_free()
    {
        await using var server = await StartAsync();
        var waiting = await OpenStreamsAsync(server);

        Assert.Equal(200, (await server.GetAsync("/workflow-executions/e")).Status);
        Assert.Equal(201, (await server.PostAsync("/workflow-executions", """{"workflow":"greeting"}""")).Status);
        Assert.Equal(204, (await server.SendAsync(HttpMethod.Post, "/callbacks/good/heartbeat")).Status);
        waiting.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task Waiting_requests_beyond_their_bound_get_503_and_a_poll_without_wait_is_answered()
    {
        await using var server = await StartAsync();
        var waiting = await OpenStreamsAsync(server);

        var stream = await server.GetAsync(Stream);
        var poll = await server.PostAsync("/task-queues/labels/poll", """{"worker":"w","wait":1}""");

        foreach (var refused in (Answer[])[stream, poll])
        {
            refused.AssertProblem(ProblemType.Unavailable);
            Assert.Equal("5", refused.Headers["Retry-After"]);
        }
        Assert.NotEqual(503, (await server.PostAsync("/task-queues/labels/poll", """{"worker":"w","wait":0}""")).Status);
        waiting.ForEach(one => one.Dispose());
        await Poll.UntilAsync(async () =>
            (await server.PostAsync("/task-queues/labels/poll", """{"worker":"w","wait":0.1}""")).Status != 503
        );
    }

    [Fact]
    public async Task A_start_that_finds_no_place_to_wait_starts_nothing()
    {
        await using var server = await StartAsync();
        var waiting = await OpenStreamsAsync(server);

        var refused = await server.PostAsync("/workflow-executions?wait=1", """{"workflow":"greeting","id":"late"}""");

        refused.AssertProblem(ProblemType.Unavailable);
        (await server.GetAsync("/workflow-executions/late")).AssertProblem(ProblemType.UnknownExecution);
        Assert.Equal(201, (await server.PostAsync("/workflow-executions", """{"workflow":"greeting","id":"late"}""")).Status);
        waiting.ForEach(one => one.Dispose());
    }

    private static async Task<ServerUnderTest> StartAsync()
    {
        var server = await ServerUnderTest.StartWithoutEngineAsync(
            "--Server:MaxConcurrentRequests",
            "2",
            "--Server:MaxWaitingRequests",
            "3"
        );
        await server.PostAsync("/workflow-executions", """{"workflow":"waiting","id":"e"}""");
        return server;
    }

    // All places for requests that wait, and more than there are for others.
    private static async Task<List<HttpResponseMessage>> OpenStreamsAsync(ServerUnderTest server)
    {
        var streams = new List<HttpResponseMessage>();
        for (var i = 0; i < 3; i++)
        {
            streams.Add(await server.Client.GetAsync(new Uri(Stream, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead));
            Assert.Equal(200, (int)streams[i].StatusCode);
        }
        return streams;
    }
}
