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

    private static async Task<Engine> StartAsync(Database database, HttpServer server)
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
        await engine.RegisterAsync("{name: one, startAt: ask, states: {ask: {type: Task, resource: 'callback:approve', end: true}}}");
        return engine;
    }
}
