using System.Text.RegularExpressions;
using Workflows.Benchmarks.Measuring;
using Workflows.Language.Data;

namespace Workflows.Benchmarks.Workloads;

/// <summary>The order of the examples, its mocks answering at once.</summary>
internal sealed partial class OrderExample : IWorkload
{
    /// <inheritdoc/>
    public string Name => "order";

    /// <inheritdoc/>
    public string Description => "the order of the examples, its mocks answering at once";

    /// <inheritdoc/>
    public TimeSpan HardLimit => TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async Task RunAsync(WorkloadRun run)
    {
        var examples = FindExamples();
        var mocks = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(mocks, Delays().Replace(await File.ReadAllTextAsync(Path.Combine(examples, "mocks.yaml")), ""));
            using var meter = new JournalMeter();
            await using var engine = await run.StartEngineAsync(
                static _ => { },
                new Dictionary<string, string?>(StringComparer.Ordinal) { ["Mocks:File"] = mocks }
            );
            var document = await File.ReadAllTextAsync(Path.Combine(examples, "order_processing_workflow.yaml"));
            var workflow = await Workflow.RegisterAsync(engine.Services, document);
            var input = JsonData.FromTrustedUtf8(await File.ReadAllBytesAsync(Path.Combine(examples, "inputs", "1-success.json")));
            var loop = new ClosedLoop(run, meter, () => workflow.RunAsync(input));
            var table = run.Results.Table(
                new("concurrency", "concurrency"),
                new("workflowsPerSecond", "workflows/s", 1),
                new("p50Ms", "p50 ms", 2),
                new("p99Ms", "p99 ms", 2),
                new("appendsPerSecond", "appends/s", 1)
            );
            foreach (var concurrency in run.Line.Concurrency)
            {
                var result = await loop.RunAsync(concurrency, run.Line.Duration);
                table.Add(concurrency, result.Rate, result.P50Ms, result.P99Ms, result.Used.Rows / result.Seconds);
            }
        }
        finally
        {
            File.Delete(mocks);
        }
    }

    private static string FindExamples()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var examples = Path.Combine(folder.FullName, "examples");
            if (File.Exists(Path.Combine(examples, "order_processing_workflow.yaml")))
                return examples;
        }

        throw new DirectoryNotFoundException("The examples were not found above this program.");
    }

    [GeneratedRegex(@"^\s*delay:.*$", RegexOptions.Multiline)]
    private static partial Regex Delays();
}
