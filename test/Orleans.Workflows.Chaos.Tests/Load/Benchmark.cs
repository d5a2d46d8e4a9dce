using System.Text.Json;
using Workflows.Chaos.Tests.Processes;

namespace Workflows.Chaos.Tests.Load;

/// <summary>Runs the benchmark <c>order10</c> as a process.</summary>
internal static class Benchmark
{
    private static readonly TimeSpan RunLimit = TimeSpan.FromSeconds(120);

    /// <summary>Runs it; what its file says of <c>order10</c>.</summary>
    public static async Task<JsonElement> RunOrder10Async(params IEnumerable<string> options)
    {
        using var folder = new TemporaryFolder();
        var (log, results) = (Path.Combine(folder.Path, "log"), Path.Combine(folder.Path, "results.json"));
        string[] arguments = [Built.Benchmarks, "order10", .. options, "--json", results];
        await using (var benchmark = ChildProcess.Start(log, folder.Path, "dotnet", arguments))
        {
            var code = await benchmark.WaitForExitAsync(RunLimit);
            Assert.True(code == 0, await File.ReadAllTextAsync(log));
        }

        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(results));
        return document
            .RootElement.GetProperty("workloads")
            .EnumerateArray()
            .Single(workload => workload.GetProperty("name").GetString() == "order10")
            .Clone();
    }
}
