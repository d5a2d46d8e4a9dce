using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Workflows.Core.Commands;
using Workflows.Core.State;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Testing;

namespace Workflows.Grains.Tests.Tasks.Http;

public sealed class HttpAttemptTests
{
    [Fact]
    public async Task Every_attempt_of_a_step_sends_the_same_key()
    {
        var keys = new ConcurrentQueue<(string Key, string Attempt)>();
        await using var server = await HttpServer.StartAsync(http =>
        {
            keys.Enqueue((http.Request.Headers["Idempotency-Key"].ToString(), http.Request.Headers["Workflow-Attempt"].ToString()));
            http.Response.StatusCode = keys.Count < 3 ? 503 : 204;
            return Task.CompletedTask;
        });

        var state = await RunAsync(server, "retry: {errorType: Http.5xx, interval: 0.01}");

        Assert.Equal(ExecutionStatus.Succeeded, state.Status);
        Assert.Single(keys.Select(sent => sent.Key).Distinct(StringComparer.Ordinal));
        Assert.Equal(["1", "2", "3"], keys.Select(sent => sent.Attempt));
    }

    [Fact]
    public async Task With_idempotency_attempt_every_attempt_sends_another_key()
    {
        var keys = new ConcurrentQueue<string>();
        await using var server = await HttpServer.StartAsync(http =>
        {
            keys.Enqueue(http.Request.Headers["Idempotency-Key"].ToString());
            http.Response.StatusCode = keys.Count < 2 ? 500 : 204;
            return Task.CompletedTask;
        });

        await RunAsync(server, "idempotency: attempt, retry: {errorType: Http.500, interval: 0.01}");

        Assert.Equal(2, keys.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_status_is_caught_by_its_class_and_recorded_by_its_name()
    {
        await using var server = await HttpServer.StartAsync(http =>
        {
            http.Response.StatusCode = 404;
            return Task.CompletedTask;
        });

        var state = await RunAsync(server, "catch: [{errorType: Http.5xx, next: other}, {errorType: Http.4xx, next: other}]");

        Assert.Equal("""{"error":{"type":"Http.404","cause":"404 Not Found"}}""", state.Output?.ToString());
    }

    [Fact]
    public async Task An_attempt_times_out_after_60_seconds_and_the_request_is_aborted()
    {
        var (began, aborted) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await HttpServer.StartAsync(async http =>
        {
            http.RequestAborted.Register(aborted.SetResult);
            await http.Response.Body.WriteAsync("slow"u8.ToArray());
            await http.Response.Body.FlushAsync();
            began.SetResult();
            await aborted.Task;
        });
        using var world = new HttpWorld();
        var time = new FakeTimeProvider();
        var sink = new Sink();
        var dispatcher = new TaskDispatcher([world.Executor()], new TaskOptions(), null!, time, NullLogger<TaskDispatcher>.Instance);

        dispatcher.Start(HttpWorld.Attempt(server.Url), sink);
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(sink.Outcomes);
        time.Advance(TimeSpan.FromSeconds(1));

        var timeout = Assert.IsType<TimeOutTask>(Assert.Single(sink.Outcomes));
        Assert.Contains("60 seconds", timeout.Error.Cause, StringComparison.Ordinal);
        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_abandoned_attempt_aborts_the_request_and_says_nothing()
    {
        var (began, aborted) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await HttpServer.StartAsync(async http =>
        {
            http.RequestAborted.Register(aborted.SetResult);
            began.SetResult();
            await aborted.Task;
        });
        using var world = new HttpWorld();
        var sink = new Sink();
        var dispatcher = new TaskDispatcher(
            [world.Executor()],
            new TaskOptions(),
            null!,
            TimeProvider.System,
            NullLogger<TaskDispatcher>.Instance
        );

        var run = dispatcher.Start(HttpWorld.Attempt(server.Url), sink);
        await began.Task.WaitAsync(TimeSpan.FromSeconds(30));
        run.Abandon();

        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await dispatcher.DrainAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(sink.Outcomes);
    }

    private static async Task<ExecutionState> RunAsync(HttpServer server, string task)
    {
        using var database = Database.Sqlite();
        await using var engine = await Engine.StartAsync(
            database,
            configure: options => options.Http.AllowedHosts = $"127.0.0.1:{server.Port.ToString(CultureInfo.InvariantCulture)}"
        );
        await engine.RegisterAsync(
            $$"""
            {name: one, startAt: call, states: {
              call: {type: Task, resource: "{{server.Url}}/orders", {{task}}, next: other}, other: {type: Success} } }
            """
        );
        return await engine.EndOfAsync(await engine.StartAsync("one"));
    }

    private sealed class Sink : ITaskOutcomeSink
    {
        public ConcurrentQueue<Command> Outcomes { get; } = new();

        public bool TryDeliver(Command outcome)
        {
            Outcomes.Enqueue(outcome);
            return true;
        }
    }
}
