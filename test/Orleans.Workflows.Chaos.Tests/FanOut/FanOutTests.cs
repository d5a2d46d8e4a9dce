using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Workflows.Chaos.Tests.Processes;
using Workflows.Testing;
using Workflows.Testing.Postgres;
using Xunit.Abstractions;

namespace Workflows.Chaos.Tests.FanOut;

/// <summary>Executions of ten thousand pieces, whose server is killed with SIGKILL while they are on their way.</summary>
public sealed class FanOutTests(ITestOutputHelper output)
{
    private const int Kills = 2;
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private const string Mocks = """
        resources:
          item.work: [{ result: { done: true }, delay: 0.02 }]
        """;

    [Fact]
    public async Task A_map_of_ten_thousand_items_survives_kills_on_SQLite()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder.Path, Database.Sqlite(folder.Path), FanOutDocuments.Map, FanOutDocuments.MapInput, FlatOutputs);
    }

    [PostgresFact]
    public async Task A_hundred_branches_of_a_hundred_items_each_survive_kills_on_PostgreSQL()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder.Path, await Database.PostgresAsync(), FanOutDocuments.Nested, FanOutDocuments.NestedInput, NestedOutputs);
    }

    private async Task RunAsync(
        string folder,
        Database database,
        string document,
        string input,
        Func<JsonElement, IEnumerable<JsonElement>> outputs
    )
    {
        var mocks = Path.Combine(folder, "mocks.yaml");
        await File.WriteAllTextAsync(mocks, Mocks);
        await using var server = new Host(Built.Server, folder, "/health/ready", [.. database.Arguments, "--Mocks:File", mocks]);
        await server.StartAsync();
        using (var answer = await server.Client.PostAsync("/workflows", new StringContent(document, Encoding.UTF8, "application/yaml")))
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        using (
            var answer = await server.Client.PostAsync(
                "/workflow-executions",
                Json($$"""{"workflow":"fan_out","id":"big","input":{{input}}}""")
            )
        )
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());

        var began = DateTime.UtcNow;
        var hit = 0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            await WaitForEventsAsync(server, kill * 8_000);
            hit += (await ReadAsync(server)).Status == "Running" ? 1 : 0;
            await server.KillAsync();
            await server.StartAsync();
        }

        Assert.Equal(Kills, hit);
        var ended = await WaitForEndAsync(server);
        output.WriteLine($"ended {(DateTime.UtcNow - began).TotalSeconds:F1} s after its start, with {Kills} kills");
        Assert.Equal("Succeeded", ended.Status);
        var numbers = outputs(ended.Output).Select(item => item.GetProperty("n").GetInt32());
        Assert.Equal(Enumerable.Range(0, FanOutDocuments.Items), numbers);
        Assert.All(outputs(ended.Output), item => Assert.True(item.GetProperty("done").GetBoolean()));
        await CheckHistoryAsync(server);
    }

    /// <summary>Every item was scheduled and completed exactly once. The stream tells the whole history in one go.</summary>
    private static async Task CheckHistoryAsync(Host server)
    {
        var count = new Dictionary<string, int>(StringComparer.Ordinal);
        var completed = new HashSet<string>(StringComparer.Ordinal);
        var last = 0L;
        using var stream = new StreamReader(await server.Client.GetStreamAsync("/workflow-executions/big/stream"));
        while (await stream.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("data:", StringComparison.Ordinal))
                continue;

            var happened = JsonSerializer.Deserialize<Happened>(line["data:".Length..], JsonSerializerOptions.Web)!;
            count[happened.Type] = count.GetValueOrDefault(happened.Type) + 1;
            Assert.True(happened.Type != "TaskCompleted" || completed.Add(happened.StepId!), $"{happened.StepId} was completed twice");
            Assert.Equal(++last, happened.Sequence);
        }

        Assert.Equal(FanOutDocuments.Items, completed.Count);
        Assert.Equal(FanOutDocuments.Items, count["TaskScheduled"]);
        Assert.Equal(1, count["ExecutionSucceeded"]);
    }

    private static Task WaitForEventsAsync(Host server, long sequence) =>
        Poll.UntilAsync(
            async () =>
                (await server.Client.GetFromJsonAsync<Page>($"/workflow-executions/big/history?after={sequence}&limit=1"))!.Items.Count > 0,
            EndLimit,
            Pause
        );

    private static async Task<Execution> WaitForEndAsync(Host server)
    {
        await Poll.UntilAsync(async () => (await ReadAsync(server)).Status != "Running", EndLimit, Pause);
        return await ReadAsync(server);
    }

    private static async Task<Execution> ReadAsync(Host server) =>
        (await server.Client.GetFromJsonAsync<Execution>("/workflow-executions/big"))!;

    private static IEnumerable<JsonElement> FlatOutputs(JsonElement output) => output.GetProperty("results").EnumerateArray();

    private static IEnumerable<JsonElement> NestedOutputs(JsonElement output) =>
        output.GetProperty("results").EnumerateArray().SelectMany(branch => branch.GetProperty("results").EnumerateArray());

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private sealed record Execution(string Status, JsonElement Output);

    private sealed record Page(List<Happened> Items);

    private sealed record Happened(long Sequence, string Type, string? StepId);
}
