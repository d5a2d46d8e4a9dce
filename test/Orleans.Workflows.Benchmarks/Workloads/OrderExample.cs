using System.Text;
using System.Text.RegularExpressions;
using Workflows.Benchmarks.Measuring;
using Workflows.Language.Data;
using Workflows.Testing.Repository;

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
    public bool HasHandlers => false;

    /// <inheritdoc/>
    public async Task RunAsync(WorkloadRun run)
    {
        var mocks = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(mocks, Delays().Replace(WorkingTree.Read("examples/mocks.yaml"), ""));
            using var meter = new JournalMeter();
            await using var engine = await run.StartEngineAsync(
                new Dictionary<string, string?>(StringComparer.Ordinal) { ["Mocks:File"] = mocks }
            );
            var workflow = await Workflow.RegisterAsync(engine, WorkingTree.Read("examples/order_processing_workflow.yaml"));
            var input = JsonData.FromTrustedUtf8(Encoding.UTF8.GetBytes(WorkingTree.Read("examples/inputs/1-success.json")));
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

    [GeneratedRegex(@"^\s*delay:.*$", RegexOptions.Multiline)]
    private static partial Regex Delays();
}
