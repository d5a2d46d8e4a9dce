using Workflows.Benchmarks;
using Workflows.Benchmarks.Measuring;
using Workflows.Benchmarks.Workloads;

if (args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(CommandLine.Help);
    return 0;
}

CommandLine line;
try
{
    line = CommandLine.Parse(args);
}
catch (FormatException problem)
{
    await Console.Error.WriteLineAsync(problem.Message + " See --help.");
    return 2;
}

var progress = new ProgressLine();
var ceilings = new Dictionary<int, CeilingFigures>();
var results = new List<WorkloadResults>();
foreach (var workload in WorkloadCatalog.Of(line))
{
    await using var store = workload.NeedsStore ? await Store.OpenAsync(line) : null;
    using var limit = new CancellationTokenSource(workload.HardLimit);
    var result = new WorkloadResults(workload.Name, store is null ? null : line.Store, progress);
    var run = new WorkloadRun(line, result, progress, ceilings, limit.Token) { Store = store! };
    progress.WriteLine(store is null ? workload.Name : $"{workload.Name} on {line.Store}, {Environment.ProcessorCount} cores");
    try
    {
        await workload.RunAsync(run);
    }
    catch (OperationCanceledException) when (limit.IsCancellationRequested)
    {
        result.Say($"{workload.Name} was stopped after {workload.HardLimit.TotalSeconds:N0} s.");
    }

    progress.WriteLine("");
    results.Add(result);
    await WorkloadResults.WriteFileAsync(line.Json, results);
}

progress.Clear();
return 0;
