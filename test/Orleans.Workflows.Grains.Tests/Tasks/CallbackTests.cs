using Microsoft.Extensions.DependencyInjection;
using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Testing;

namespace Workflows.Grains.Tests.Tasks;

public sealed class CallbackTests : IDisposable
{
    private const string Review = """
        name: review
        startAt: ask
        states:
          ask:
            type: Task
            resource: callback:reviewer
            resultPath: $.review
            retry: {errorType: Unsure, maxAttempts: 2, interval: 0.05}
            end: true
        """;

    private readonly Database database = Database.Sqlite();
    private readonly List<TaskAttempt> asked = [];

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_token_completes_its_attempt_once()
    {
        await using var engine = await StartAsync();
        var id = await engine.StartAsync("review");
        var token = await TokenAsync(0);
        var completions = CompletionsOf(engine);

        Assert.Equal($"https://example.com/callbacks/{token}", asked[0].CallbackUrl!.ToString());
        Assert.Equal(TokenOutcome.Accepted, await completions.CompleteAsync(token, Engine.Json("""{"ok":true}""")));
        Assert.Equal("""{"review":{"ok":true}}""", (await engine.EndOfAsync(id)).Output!.ToString());
        Assert.Equal(TokenOutcome.Repeated, await completions.CompleteAsync(token, Engine.Json("""{"ok": true}""")));
        Assert.Equal(TokenOutcome.Gone, await completions.CompleteAsync(token, Engine.Json("""{"ok":false}""")));
        Assert.Equal(TokenOutcome.Gone, await completions.FailAsync(token, "No", null));
        Assert.Equal(TokenOutcome.Gone, await completions.HeartbeatAsync(token));
    }

    [Fact]
    public async Task A_forged_token_is_nobodys()
    {
        await using var engine = await StartAsync();
        await engine.StartAsync("review", id: "genuine");
        await engine.StartAsync("review", id: "another");
        var token = await TokenAsync(1);
        var completions = CompletionsOf(engine);
        var parts = Decode(token).Split(':');

        string[] forged =
        [
            Encode($"{parts[0]}:{parts[1]}:2:{parts[3]}"),
            Encode($"{(parts[0] == "genuine" ? "another" : "genuine")}:{parts[1]}:{parts[2]}:{parts[3]}"),
            Encode($"nobody:{parts[1]}:{parts[2]}:{parts[3]}"),
            Encode($"{parts[0]}:{parts[1]}:{parts[2]}:{new string('0', parts[3].Length)}"),
            "guess",
        ];
        foreach (var text in forged)
            Assert.Equal(TokenOutcome.NotFound, await completions.CompleteAsync(text, Engine.Json("1")));
    }

    [Fact]
    public async Task A_retry_has_a_token_of_its_own_and_reserved_names_cannot_be_thrown()
    {
        await using var engine = await StartAsync();
        var id = await engine.StartAsync("review");
        var first = await TokenAsync(0);
        var completions = CompletionsOf(engine);

        Assert.Equal(TokenOutcome.Accepted, await completions.FailAsync(first, "Unsure", "ask again"));
        var second = await TokenAsync(1);
        Assert.NotEqual(first, second);
        Assert.Equal(TokenOutcome.Repeated, await completions.FailAsync(first, "Unsure", "ask again"));
        Assert.Equal(TokenOutcome.Gone, await completions.CompleteAsync(first, Engine.Json("1")));
        Assert.Equal(TokenOutcome.Accepted, await completions.FailAsync(second, "States.Runtime", "mine"));
        var state = await engine.EndOfAsync(id);

        Assert.Equal((ExecutionStatus.Failed, "States.TaskFailed"), (state.Status, state.Error));
    }

    [Fact]
    public async Task A_callback_that_was_asked_for_is_not_asked_for_again_after_a_crash()
    {
        string id;
        await using (var engine = await StartAsync())
        {
            id = await engine.StartAsync("review");
            await TokenAsync(0);
            await Poll.UntilAsync(async () => (await engine.StateOfAsync(id)).Steps.Values.Single().Phase == StepPhase.Outside);
        }
        await Sabotage.PretendCrashAsync(database);

        await using var again = await StartAsync();
        await again.SummaryAsync(id, summary => summary.Owner is null);
        Assert.Equal(TokenOutcome.Accepted, await CompletionsOf(again).CompleteAsync(asked[0].Token!, Engine.Json("1")));
        Assert.Equal(ExecutionStatus.Succeeded, (await again.EndOfAsync(id)).Status);
        Assert.Single(asked);
    }

    private Task<Engine> StartAsync() =>
        StartAsync(
            database,
            services =>
                services.AddTaskHandler(
                    "reviewer",
                    (attempt, _) =>
                    {
                        lock (asked)
                            asked.Add(attempt);
                        return ValueTask.FromResult(Engine.Json("\"mailed\""));
                    }
                )
        );

    private static async Task<Engine> StartAsync(Database database, Action<IServiceCollection> services)
    {
        var engine = await Engine.StartAsync(database, services, options => options.Tasks.PublicUrl = "https://example.com/");
        await engine.RegisterAsync(Review);
        return engine;
    }

    private async Task<string> TokenAsync(int index)
    {
        await Poll.UntilAsync(() =>
        {
            lock (asked)
                return asked.Count > index;
        });
        return asked[index].Token!;
    }

    private static ITaskCompletions CompletionsOf(Engine engine) => engine.Services.GetRequiredService<ITaskCompletions>();

    private static string Decode(string token) => System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token));

    private static string Encode(string text) => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(text));
}
