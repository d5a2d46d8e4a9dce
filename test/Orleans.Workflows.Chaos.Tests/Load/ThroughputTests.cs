using System.Text.Json;
using Workflows.Chaos.Tests.Processes;
using Workflows.Testing.Postgres;
using Xunit.Abstractions;

namespace Workflows.Chaos.Tests.Load;

/// <summary>
/// A small run of the benchmark <c>order10</c>, held against what the journal alone reaches in the same minute: an absolute figure would say more about the machine.
/// </summary>
public sealed class ThroughputTests(ITestOutputHelper output)
{
    // So short a run, which the compiler takes a good part of, gave 0.35 and 0.42; longer ones 0.54 to 0.68. A busy machine gives less.
    private const double LeastOfCeiling = 0.15;

    private static readonly TimeSpan RunLimit = TimeSpan.FromSeconds(90);

    [Fact]
    public Task Grains_keep_up_with_the_journal_on_SQLite() => RunAsync("sqlite");

    [PostgresFact]
    public Task Grains_keep_up_with_the_journal_on_PostgreSQL() => RunAsync("postgres");

    private async Task RunAsync(string store)
    {
        using var folder = new TemporaryFolder();
        var (log, results) = (Path.Combine(folder.Path, "log"), Path.Combine(folder.Path, "results.json"));
        string[] arguments =
        [
            Built.Benchmarks,
            "order10",
            "--ceiling",
            "--store",
            store,
            "--concurrency",
            "256",
            "--seconds",
            "2",
            "--json",
            results,
        ];
        await using (var benchmark = ChildProcess.Start(log, folder.Path, "dotnet", arguments))
        {
            var code = await benchmark.WaitForExitAsync(RunLimit);
            Assert.True(code == 0, await File.ReadAllTextAsync(log));
        }

        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(results));
        var run = document
            .RootElement.GetProperty("workloads")
            .EnumerateArray()
            .Single(workload => workload.GetProperty("name").GetString() == "order10")
            .GetProperty("runs")[0];
        output.WriteLine(run.ToString());

        Assert.Equal(run.GetProperty("rowsClaimed").GetInt64(), run.GetProperty("rowsInDatabase").GetInt64());
        Assert.InRange(run.GetProperty("ofCeiling").GetDouble(), LeastOfCeiling, double.MaxValue);
    }
}
