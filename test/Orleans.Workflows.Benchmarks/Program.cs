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

await using var store = await Store.OpenAsync(line);
await using var engine = await EngineHost.StartAsync(store.Provider, store.ConnectionString);
var loop = new ClosedLoop(await Order10.CreateAsync(engine.Services), () => engine.Appends);
var runs = new List<RunResult>();
Report.WriteHead(line.Workload, line.Store);
foreach (var concurrency in line.Concurrency)
{
    runs.Add(await loop.RunAsync(concurrency, line.Duration));
    Report.WriteRow(runs[^1]);
}

await Report.WriteFileAsync(line.Json, line.Workload, line.Store, runs);
return 0;
