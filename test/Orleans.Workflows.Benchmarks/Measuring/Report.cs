using System.Globalization;
using System.Text.Json;

namespace Workflows.Benchmarks.Measuring;

/// <summary>Shows results while they come, and writes them to a file.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>The head of the table.</summary>
    public static void WriteHead(string workload, string store)
    {
        Console.WriteLine($"{workload} on {store}, {Environment.ProcessorCount} cores");
        Console.WriteLine("concurrency  workflows/s      steps/s    p50 ms    p99 ms  appends/workflow");
    }

    /// <summary>A row of the table.</summary>
    public static void WriteRow(RunResult run) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{run.Concurrency, 11}  {run.WorkflowsPerSecond, 11:N0}  {run.StepsPerSecond, 11:N0}  {run.P50Ms, 8:N2}  {run.P99Ms, 8:N2}  {run.AppendsPerWorkflow, 16:N2}"
            )
        );

    /// <summary>Writes the file.</summary>
    public static async Task WriteFileAsync(string file, string workload, string store, IReadOnlyList<RunResult> runs)
    {
        var document = new
        {
            workloads = new[]
            {
                new
                {
                    name = workload,
                    store,
                    runs = runs.Select(Describe),
                },
            },
        };
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(document, Options) + "\n");
    }

    private static object Describe(RunResult run) =>
        new
        {
            concurrency = run.Concurrency,
            workflowsPerSecond = Math.Round(run.WorkflowsPerSecond, 1),
            stepsPerSecond = Math.Round(run.StepsPerSecond, 1),
            p50Ms = Math.Round(run.P50Ms, 2),
            p99Ms = Math.Round(run.P99Ms, 2),
        };
}
