using Workflows.Benchmarks;
using Workflows.Benchmarks.Handlers;
using Workflows.Benchmarks.Measuring;
using Workflows.Benchmarks.Workloads;

if (args is [HandlerServer.Argument])
    return await HandlerServer.RunAsync();

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
    await using IHandlers handlers =
        workload.HasHandlers && line.Handlers == HandlerProcess.OptionName ? await HandlerProcess.StartAsync() : new LocalHandlers();
    var conditions = new Conditions(
        store is null ? null : line.Store,
        line.IsHttp && workload.RunsExecutions,
        workload.HasHandlers ? handlers.Name : null
    );
    var result = new WorkloadResults(workload.Name, conditions, progress);
    var run = new WorkloadRun(line, result, progress, ceilings, limit.Token)
    {
        Store = store!,
        Handlers = handlers,
        IsHttp = conditions.IsHttp,
    };
    progress.WriteLine($"{workload.Name}{conditions}, {Environment.ProcessorCount} cores");
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
