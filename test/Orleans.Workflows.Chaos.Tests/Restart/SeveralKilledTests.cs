using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Workflows.Chaos.Tests.Processes;
using Workflows.Testing.Postgres;
using Xunit.Abstractions;

namespace Workflows.Chaos.Tests.Restart;

/// <summary>
/// Two of three servers are killed at once. Each of the dead ones would be asked to testify about the other, if silos were probed through one another: the survivor waited up to a minute.
/// </summary>
public sealed class SeveralKilledTests(ITestOutputHelper output)
{
    private const int Servers = 3;
    private const int Killed = 2;
    private const int Executions = 60;
    private const int Steps = 200;

    /// <summary>Promised are 10 s for half of the executions and 15 s for 99 of 100; a busy machine gets its share of patience.</summary>
    private static readonly TimeSpan MedianLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan NearlyAllLimit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(60);

    [PostgresFact]
    public async Task Executions_resume_within_seconds_when_two_of_three_servers_are_killed()
    {
        using var folder = new TemporaryFolder();
        var servers = await StartServersAsync(folder.Path, await Database.PostgresAsync());
        try
        {
            var survivor = servers[Killed];
            using (var answer = await survivor.Client.PostAsync("/workflows", Yaml(LongChain())))
                Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            var ids = Enumerable.Range(0, Executions).Select(number => $"chain-{number}").ToList();
            await Task.WhenAll(ids.Select((id, number) => StartAsync(servers[number % Servers].Client, id)));
            foreach (var id in ids)
                await ReadAtLeastAsync(survivor.Client, id, events: 8);

            // The engine's time and a stopwatch, so that nothing depends on the clock of this process.
            var sent = Stopwatch.GetTimestamp();
            var askedAt = await StartAsync(survivor.Client, "marker");
            await Task.WhenAll(servers.Take(Killed).Select(server => server.KillAsync()));
            var killedAt = askedAt + Stopwatch.GetElapsedTime(sent);
            var ofKilled = ids.Where((_, number) => number % Servers < Killed).ToList();
            var waits = await Task.WhenAll(ofKilled.Select(id => ReadResumptionAsync(survivor, id, killedAt)));

            Array.Sort(waits);
            var (median, nearlyAll) = (waits[waits.Length / 2], waits[waits.Length * 99 / 100]);
            output.WriteLine(
                $"{waits.Length} executions resumed after {median.TotalSeconds:F1} s (p50), {nearlyAll.TotalSeconds:F1} s (p99)"
            );
            Assert.InRange(median, TimeSpan.Zero, MedianLimit);
            Assert.InRange(nearlyAll, TimeSpan.Zero, NearlyAllLimit);
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }

    private static async Task<List<Host>> StartServersAsync(string folder, Database database)
    {
        var mocks = Path.Combine(folder, "mocks.yaml");
        await File.WriteAllTextAsync(mocks, "resources: {work: [{result: {}, delay: 0.3}]}");
        var servers = new List<Host>();
        for (var number = 0; number < Servers; number++)
        {
            var place = Directory.CreateDirectory(Path.Combine(folder, $"{number}")).FullName;
            string[] ports = ["--Silo:Port", $"{FreePort.Next()}", "--Silo:GatewayPort", $"{FreePort.Next()}"];
            servers.Add(new Host(Built.Server, place, "/health/ready", [.. database.Arguments, "--Mocks:File", mocks, .. ports]));
        }

        await Task.WhenAll(servers.Select(server => server.StartAsync()));
        return servers;
    }

    private static string LongChain()
    {
        var tasks = Enumerable.Range(0, Steps).Select(step => $"  s{step}: {{type: Task, resource: work, next: s{step + 1}}}");
        return string.Join('\n', ["name: chain", "startAt: s0", "states:", .. tasks, $"  s{Steps}: {{type: Success}}"]);
    }

    private static StringContent Yaml(string document) => new(document, Encoding.UTF8, "application/yaml");

    private static async Task<DateTimeOffset> StartAsync(HttpClient client, string id)
    {
        using var answer = await client.PostAsJsonAsync(
            "/workflow-executions",
            new Dictionary<string, string> { ["workflow"] = "chain", ["id"] = id }
        );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("startedAt").GetDateTimeOffset();
    }

    private static async Task ReadAtLeastAsync(HttpClient client, string id, int events)
    {
        var began = Stopwatch.GetTimestamp();
        while ((await ReadTimesAsync(client, id)).Count < events)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < GiveUp, $"{id} makes no progress");
            await Task.Delay(100);
        }
    }

    /// <summary>How long after the death of its server an execution has its next event.</summary>
    private static async Task<TimeSpan> ReadResumptionAsync(Host survivor, string id, DateTimeOffset killedAt)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            if ((await ReadTimesAsync(survivor.Client, id)).Find(at => at > killedAt) is var next && next != default)
                return next - killedAt;
            Assert.True(Stopwatch.GetElapsedTime(began) < GiveUp, $"{id} did not resume within {GiveUp}\n{survivor.EndOfLog()}");
            await Task.Delay(500);
        }
    }

    private static async Task<List<DateTimeOffset>> ReadTimesAsync(HttpClient client, string id)
    {
        var history = await client.GetFromJsonAsync<JsonElement>($"/workflow-executions/{id}/history");
        return [.. history.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("at").GetDateTimeOffset())];
    }
}
