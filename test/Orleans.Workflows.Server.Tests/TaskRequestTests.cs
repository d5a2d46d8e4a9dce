using Workflows.Server.Problems;

namespace Workflows.Server.Tests;

public sealed class TaskRequestTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async Task InitializeAsync() => server = await ServerUnderTest.StartWithoutEngineAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData("/callbacks/{0}", """{"output":1}""")]
    [InlineData("/callbacks/{0}", """{"error":"E","cause":"because"}""")]
    [InlineData("/callbacks/{0}/heartbeat", null)]
    [InlineData("/tasks/{0}/complete", """{"output":1}""")]
    [InlineData("/tasks/{0}/fail", """{"error":"E"}""")]
    [InlineData("/tasks/{0}/heartbeat", null)]
    public async Task A_token_is_good_once_and_for_the_same_again(string path, string? body)
    {
        Assert.Equal(204, (await SendAsync("good")).Status);
        Assert.Equal(204, (await SendAsync("again")).Status);
        (await SendAsync("used")).AssertProblem(ProblemType.TokenUsed);
        (await SendAsync("forged")).AssertProblem(ProblemType.UnknownToken);

        Task<Answer> SendAsync(string token) =>
            server.SendAsync(HttpMethod.Post, string.Format(System.Globalization.CultureInfo.InvariantCulture, path, token), body);
    }

    [Fact]
    public async Task Output_and_error_reach_the_engine_as_they_were_sent()
    {
        await server.PostAsync("/callbacks/good", """{"output":{"a":1.0}}""");
        await server.PostAsync("/tasks/good/fail", """{"error":"PrinterJam","cause":"tray 2"}""");

        Assert.Equal("""{"a":1.0}""", server.Tasks.LastOutput!.ToString());
        Assert.Equal(("PrinterJam", "tray 2"), server.Tasks.LastError);
    }

    [Fact]
    public async Task A_task_may_be_completed_without_a_word()
    {
        Assert.Equal(204, (await server.SendAsync(HttpMethod.Post, "/tasks/good/complete")).Status);
        Assert.Equal("null", server.Tasks.LastOutput!.ToString());
    }

    [Theory]
    [InlineData("/callbacks/good", "{}", "$", "missing-key")]
    [InlineData("/callbacks/good", """{"output":1,"error":"E"}""", "$", "missing-key")]
    [InlineData("/callbacks/good", """{"cause":"c"}""", "$", "missing-key")]
    [InlineData("/callbacks/good", """{"error":7}""", "$.error", "wrong-type")]
    [InlineData("/callbacks/good", """{"error":""}""", "$.error", "invalid-value")]
    [InlineData("/tasks/good/fail", "{}", "$", "missing-key")]
    [InlineData("/tasks/good/fail", """{"error":"E","output":1}""", "$.output", "unknown-key")]
    [InlineData("/tasks/good/complete", """{"result":1}""", "$.result", "unknown-key")]
    [InlineData("/task-queues/labels/poll", "{}", "$", "missing-key")]
    [InlineData("/task-queues/labels/poll", """{"worker":"w","max":0}""", "$.max", "invalid-value")]
    [InlineData("/task-queues/labels/poll", """{"worker":"w","max":1.5}""", "$.max", "invalid-value")]
    [InlineData("/task-queues/labels/poll", """{"worker":"w","max":101}""", "$.max", "invalid-value")]
    [InlineData("/task-queues/labels/poll", """{"worker":"w","wait":31}""", "$.wait", "invalid-value")]
    [InlineData("/task-queues/labels/poll", """{"worker":"w","wait":"1"}""", "$.wait", "invalid-value")]
    [InlineData("/task-queues/labels%0a/poll", """{"worker":"w"}""", "queue", "invalid-name")]
    public async Task A_mistake_is_400_and_named(string path, string body, string place, string code)
    {
        (await server.PostAsync(path, body)).AssertMistake(ProblemType.InvalidRequest, place, code);
    }

    [Fact]
    public async Task What_is_too_large_is_413()
    {
        var large = new string('a', 256 * 1024);

        (await server.PostAsync("/callbacks/good", $$"""{"output":"{{large}}"}""")).AssertProblem(ProblemType.TooLarge);
        (await server.PostAsync("/tasks/good/complete", $$"""{"output":"{{large}}"}""")).AssertProblem(ProblemType.TooLarge);
    }

    [Fact]
    public async Task A_poll_gives_tasks_with_everything_that_a_worker_needs()
    {
        var answer = await server.PostAsync("/task-queues/labels/poll", """{"worker":"printer-1","max":5,"wait":20}""");

        Assert.Equal(("printer-1", 5, TimeSpan.FromSeconds(20)), server.Tasks.LastPoll);
        Assert.Equal(200, answer.Status);
        var task = Assert.Single(answer.Json.GetProperty("items").EnumerateArray());
        Assert.Equal("good", task.GetProperty("token").GetString());
        Assert.Equal("L-17", task.GetProperty("input").GetString());
        Assert.Equal("e:5", task.GetProperty("idempotencyKey").GetString());
        Assert.Equal("2026-11-23T19:15:01.000Z", task.GetProperty("deadline").GetString());
        Assert.Equal(60, task.GetProperty("heartbeatSeconds").GetDouble());
    }

    [Fact]
    public async Task A_poll_without_tasks_is_204()
    {
        Assert.Equal(204, (await server.PostAsync("/task-queues/empty/poll", """{"worker":"w"}""")).Status);
        Assert.Equal(("w", 1, TimeSpan.Zero), server.Tasks.LastPoll);
    }

    [Fact]
    public async Task A_server_that_stops_answers_the_polls_that_wait()
    {
        var poll = server.PostAsync("/task-queues/empty/poll", """{"worker":"w","wait":30}""");
        await server.Tasks.Waiting.Task;

        server.BeginToStop();

        Assert.Equal(204, (await poll).Status);
    }
}
