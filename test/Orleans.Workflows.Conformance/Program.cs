using Workflows.Conformance;
using Workflows.Conformance.Collected;
using Workflows.Conformance.Suites;

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

var report = line.Command switch
{
    "cases" => RecordedCases.Run(line),
    "jsonpath" => JsonPathSuite.Run(line),
    "jsonata" => JsonataSuite.Run(line),
    "collected" => CollectedCases.Run(line),
    "validate" => ValidateSuite.Run(line),
    var command => throw new InvalidOperationException($"The command '{command}' was parsed and is not run."),
};
await report.WriteAsync(line);
return 0;
