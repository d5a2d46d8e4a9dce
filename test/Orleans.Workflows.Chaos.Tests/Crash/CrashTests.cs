using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Workflows.Chaos.Tests.Processes;
using Workflows.Testing.Postgres;
using Xunit.Abstractions;

namespace Workflows.Chaos.Tests.Crash;

/// <summary>Kills the process that runs executions, with SIGKILL, at random moments; see <c>docs/testing.md</c>.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Executions = 200;
    private const int Clients = 8;
    private const int Kills = 5;
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Nothing_is_lost_and_nothing_done_again_when_the_process_is_killed_five_times_on_SQLite()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder.Path, Database.Sqlite(folder.Path));
    }

    [PostgresFact]
    public async Task Nothing_is_lost_and_nothing_done_again_when_the_process_is_killed_five_times_on_PostgreSQL()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder.Path, await Database.PostgresAsync());
    }

    private async Task RunAsync(string folder, Database database)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("CHAOS_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given
            : Random.Shared.Next();
        output.WriteLine($"CHAOS_SEED={seed}");
        await using var calls = await CallLog.StartAsync(Path.Combine(folder, "calls.jsonl"), seed);
        await using var host = new Host(Built.CrashHost, folder, "/ready", [.. database.Arguments, "--Calls", calls.Url]);
        await host.StartAsync();
        using (var answer = await host.Client.PostAsync("/workflow", new StringContent(CrashWorkflow.Document, Encoding.UTF8)))
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());

        var load = new StartLoad(host, seed);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var starts = load.RunAsync(Executions, Clients, longestPause: TimeSpan.FromSeconds(1), limit.Token);
        var cutOff = await KillRepeatedlyAsync(host, calls, new Random(seed));
        var lastStart = DateTime.UtcNow;
        await starts;
        await WaitForEndsAsync(host, lastStart);

        Assert.Equal(Executions, load.Acknowledged.Count);
        Assert.True(cutOff > 0, "no kill cut off any call: the run says nothing");
        var logged = calls.Calls.ToLookup(call => call.Execution, StringComparer.Ordinal);
        var findings = new List<string>();
        foreach (var id in load.Acknowledged)
            findings.AddRange(CrashVerdict.Judge(id, await ReadHistoryAsync(host, id), [.. logged[id]]));
        Assert.True(findings.Count == 0, string.Join('\n', findings.Take(20)));
        Assert.Equal(Executions, (await CountAsync(host)).Total);
        output.WriteLine($"{logged.Sum(group => group.Count())} calls, {cutOff} of them cut off by the {Kills} kills");
    }

    private async Task<int> KillRepeatedlyAsync(Host host, CallLog calls, Random random)
    {
        var cutOff = 0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.5 + 3 * random.NextDouble()));
            Assert.True(host.IsRunning, "the host died by itself:\n" + host.EndOfLog());
            var hit = calls.UnderWay;
            await host.KillAsync();
            var began = DateTime.UtcNow;
            await host.StartAsync();
            cutOff += hit;
            output.WriteLine($"kill {kill}: {hit} calls under way, ready again after {(DateTime.UtcNow - began).TotalSeconds:F1} s");
        }

        return cutOff;
    }

    private async Task WaitForEndsAsync(Host host, DateTime lastStart)
    {
        var count = await CountAsync(host);
        while (count.Ended < Executions)
        {
            var passed = DateTime.UtcNow - lastStart;
            Assert.True(
                passed < EndLimit,
                $"{Executions - count.Ended} executions have not ended {passed.TotalSeconds:F0} s after the last start of the host\n{host.EndOfLog()}"
            );
            await Task.Delay(200);
            count = await CountAsync(host);
        }

        output.WriteLine($"all ended {(DateTime.UtcNow - lastStart).TotalSeconds:F1} s after the last start of the host");
    }

    private static async Task<Count> CountAsync(Host host) => (await host.Client.GetFromJsonAsync<Count>("/count"))!;

    private static async Task<IReadOnlyList<RecordedEvent>> ReadHistoryAsync(Host host, string id) =>
        (await host.Client.GetFromJsonAsync<List<RecordedEvent>>($"/executions/{id}"))!;

    /// <summary>How many executions there are.</summary>
    private sealed record Count(int Total, int Ended);
}
