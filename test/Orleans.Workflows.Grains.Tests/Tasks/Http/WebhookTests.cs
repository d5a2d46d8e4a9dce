using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Grains.Tests.Support;

namespace Workflows.Grains.Tests.Tasks.Http;

public sealed class WebhookTests
{
    [Fact]
    public async Task A_webhook_gets_input_and_callback_and_its_token_completes_the_task()
    {
        var asked = new TaskCompletionSource<JsonElement>();
        await using var server = await HttpServer.StartAsync(async http =>
        {
            asked.TrySetResult(await http.Request.ReadFromJsonAsync<JsonElement>());
            http.Response.StatusCode = 202;
        });
        using var database = Database.Sqlite();
        await using var engine = await StartAsync(database, server);
        var id = await engine.StartAsync("one", """{"amount":7}""");

        var request = await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var token = request.GetProperty("token").GetString()!;
        await engine.Services.GetRequiredService<ITaskCompletions>().CompleteAsync(token, Engine.Json("""{"approved":true}"""));
        var state = await engine.EndOfAsync(id);

        Assert.Equal("""{"amount":7}""", request.GetProperty("input").GetRawText());
        Assert.Equal($"https://workflows.example.com/callbacks/{token}", request.GetProperty("callbackUrl").GetString());
        Assert.Equal("""{"amount":7,"approved":true}""", state.Output?.ToString());
    }

    [Fact]
    public async Task A_webhook_that_refuses_fails_the_task()
    {
        await using var server = await HttpServer.StartAsync(http =>
        {
            http.Response.StatusCode = 403;
            return Task.CompletedTask;
        });
        using var database = Database.Sqlite();
        await using var engine = await StartAsync(database, server);

        var state = await engine.EndOfAsync(await engine.StartAsync("one"));

        Assert.Equal((ExecutionStatus.Failed, "Http.403"), (state.Status, state.Error));
    }

    [Fact]
    public async Task A_callback_may_come_while_the_webhook_still_answers()
    {
        var asked = new TaskCompletionSource<JsonElement>();
        var left = new TaskCompletionSource();
        await using var server = await HttpServer.StartAsync(async http =>
        {
            asked.TrySetResult(await http.Request.ReadFromJsonAsync<JsonElement>());
            http.RequestAborted.Register(() => left.TrySetResult());
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        using var database = Database.Sqlite();
        await using var engine = await StartAsync(database, server, "timeout: 3600,");
        var id = await engine.StartAsync("one");

        var token = (await asked.Task.WaitAsync(TimeSpan.FromSeconds(30))).GetProperty("token").GetString()!;
        var outcome = await engine.Services.GetRequiredService<ITaskCompletions>().CompleteAsync(token, Engine.Json("{}"));
        var state = await engine.EndOfAsync(id);

        Assert.Equal((TokenOutcome.Accepted, ExecutionStatus.Succeeded), (outcome, state.Status));
        // Nobody waits for the webhook's answer any more.
        await left.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task The_timeout_of_the_state_ends_an_attempt_whose_webhook_does_not_answer()
    {
        await using var server = await HttpServer.StartAsync(http =>
            Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default)
        );
        using var database = Database.Sqlite();
        await using var engine = await StartAsync(database, server, "timeout: 0.3,");

        var state = await engine.EndOfAsync(await engine.StartAsync("one"));

        Assert.Equal((ExecutionStatus.Failed, "States.Timeout"), (state.Status, state.Error));
    }

    [Fact]
    public async Task The_body_of_a_webhooks_2xx_answer_is_ignored()
    {
        var asked = new TaskCompletionSource<JsonElement>();
        await using var server = await HttpServer.StartAsync(async http =>
        {
            asked.TrySetResult(await http.Request.ReadFromJsonAsync<JsonElement>());
            http.Response.ContentType = "application/json; charset=klingon";
            await http.Response.WriteAsync("{not json");
        });
        using var database = Database.Sqlite();
        await using var engine = await StartAsync(database, server);
        var id = await engine.StartAsync("one");

        var token = (await asked.Task.WaitAsync(TimeSpan.FromSeconds(30))).GetProperty("token").GetString()!;
        await engine.Services.GetRequiredService<ITaskCompletions>().CompleteAsync(token, Engine.Json("""{"approved":true}"""));

        Assert.Equal("""{"approved":true}""", (await engine.EndOfAsync(id)).Output?.ToString());
    }

    private static async Task<Engine> StartAsync(Database database, HttpServer server, string bound = "")
    {
        var engine = await Engine.StartAsync(
            database,
            configure: options =>
            {
                options.Tasks.PublicUrl = "https://workflows.example.com/";
                options.Tasks.Webhooks["approve"] = server.Url;
                options.Http.AllowedHosts = $"127.0.0.1:{server.Port.ToString(CultureInfo.InvariantCulture)}";
            }
        );
        await engine.RegisterAsync(
            "{name: one, startAt: ask, states: {ask: {type: Task, resource: 'callback:approve', " + bound + " end: true}}}"
        );
        return engine;
    }
}
