using System.Text.Json.Nodes;
using Workflows.Chaos.Tests.Load;
using Workflows.Chaos.Tests.Processes;
using Workflows.Testing.Repository;

namespace Workflows.Chaos.Tests.Documents;

/// <summary>Runs the curl calls of the README, in their order, and compares what comes with what is shown.</summary>
public sealed class ReadmeTests
{
    private const string ShownUrl = "http://127.0.0.1:8080";

    [Fact]
    public async Task The_curl_calls_of_the_README_give_what_it_shows()
    {
        using var folder = new TemporaryFolder();
        await using var server = await OrderServer.StartAsync(folder.Path, Database.Sqlite(folder.Path));
        var blocks = FencedBlock.Of("README.md");
        var calls = blocks
            .Select((block, index) => (block, index))
            .Where(entry => entry.block is { Language: "bash", Info: "curl" })
            .ToList();
        Assert.True(calls.Count >= 5);
        foreach (var (call, index) in calls)
        {
            var shown = blocks[index + 1];
            var answer = await RunAsync(
                call.Text.Replace(ShownUrl, server.Url, StringComparison.Ordinal),
                Path.Combine(folder.Path, $"answer-{index}")
            );
            if (shown.Language == "json")
                Assert.True(Shape(shown.Text) == Shape(answer), $"{call.Place} gave\n{answer}");
            else
                Assert.StartsWith(shown.Text[..40], answer, StringComparison.Ordinal);
        }
    }

    private static async Task<string> RunAsync(string command, string log)
    {
        int code;
        await using (var process = ChildProcess.Start(log, WorkingTree.Root, "bash", ["-o", "pipefail", "-c", command]))
            code = await process.WaitForExitAsync(TimeSpan.FromSeconds(60));
        var answer = await File.ReadAllTextAsync(log);
        Assert.True(code == 0, $"{command}\nended with {code}: {answer}");
        return answer;
    }

    /// <summary>The JSON with its times blanked: they are another day's.</summary>
    private static string Shape(string json)
    {
        var root = JsonNode.Parse(json)!;
        BlankTimes(root);
        return root.ToJsonString();
    }

    private static void BlankTimes(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                BlankTimes(item);
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (name == "at" || name.EndsWith("At", StringComparison.Ordinal))
                    members[name] = "";
                else
                    BlankTimes(value);
            }
        }
    }
}
