using System.Globalization;
using Workflows.Benchmarks.Handlers;
using Workflows.Benchmarks.Workloads;

namespace Workflows.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record CommandLine
{
    /// <summary>The help page.</summary>
    public static string Help =>
        $"""
            Measures the engine: grains, core and journal in this process, with all load made in it too.

              dotnet run -c Release --project test/Orleans.Workflows.Benchmarks -- WORKLOAD --store sqlite|postgres --json FILE [options]

            Workloads
            {string.Join("\n", WorkloadCatalog.All.Select(workload => $"  {workload.Name, -20}  {workload.Description}"))}
              all                   every one of them, one after the other, each on a database of its own; --http and --handlers
                                    count for those that can take them

            Options
              --store STORE         sqlite or postgres; not needed for core
              --json FILE           where the results go
              --seconds N           how long each run is measured, after its warm-up (default 10; with all 4)
              --concurrency LIST    executions under way at once, one run for each (default 1,64,256,1024)
              --count N             how many there are, where a workload counts; each has a default
              --http                starts, awaits, sends and lists through the REST API of the server, which then listens on 127.0.0.1 in
                                    this process; not for core and ceiling, which run no executions
              --handlers WHERE      local (default): in the engine's process; http: behind HTTP in a process of their own, called by
                                    URL; not for order, whose Tasks have mocks, nor for core and ceiling
              --ceiling             measures ceiling first, and sets what follows beside it
              --data DIR            where the database lies (default: a temporary folder that is removed afterwards)
              --connection STRING   a PostgreSQL to use; without it one is started from the installed programs, with fsync and
                                    synchronous_commit on
              --help                this page
            """;

    /// <summary>The workload's name.</summary>
    public required string Workload { get; init; }

    /// <summary><c>sqlite</c> or <c>postgres</c>; null where none is needed.</summary>
    public string? Store { get; init; }

    /// <summary>Where the results go.</summary>
    public required string Json { get; init; }

    /// <summary>How long each run is measured. Default: 10 s, of all workloads 4 s.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Executions under way at once, one run for each.</summary>
    public IReadOnlyList<int> Concurrency { get; init; } = [1, 64, 256, 1024];

    /// <summary>How many there are, where a workload counts; null for its default.</summary>
    public int? Count { get; init; }

    /// <summary>Whether executions are driven through REST, where a workload has any.</summary>
    public bool IsHttp { get; init; }

    /// <summary>Where handlers run, where a workload has any: <c>local</c> or <c>http</c>.</summary>
    public string Handlers { get; init; } = LocalHandlers.OptionName;

    /// <summary>Whether the ceiling is measured first.</summary>
    public bool Ceiling { get; init; }

    /// <summary>Where the database lies; null for a temporary folder.</summary>
    public string? Data { get; init; }

    /// <summary>A PostgreSQL to use; null for one of its own.</summary>
    public string? Connection { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">They cannot be understood; with a sentence.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || arguments[0].StartsWith('-'))
            throw new FormatException($"Name a workload first: {WorkloadCatalog.Names}.");

        var options = ReadOptions(arguments);
        var line = new CommandLine
        {
            Workload = arguments[0],
            Store = options.GetValueOrDefault("--store"),
            Json = Required(options, "--json"),
            Data = options.GetValueOrDefault("--data"),
            Connection = options.GetValueOrDefault("--connection"),
            IsHttp = options.ContainsKey("--http"),
            Handlers = options.GetValueOrDefault("--handlers", LocalHandlers.OptionName),
            Ceiling = options.ContainsKey("--ceiling"),
        };
        if (line.Workload != WorkloadCatalog.AllName && WorkloadCatalog.Find(line.Workload) is null)
            throw new FormatException($"There is no workload '{line.Workload}', only {WorkloadCatalog.Names}.");
        if (line.Store is not (null or "sqlite" or "postgres"))
            throw new FormatException($"--store is sqlite or postgres, not '{line.Store}'.");
        if (line.Store is null && WorkloadCatalog.Of(line).Any(workload => workload.NeedsStore))
            throw new FormatException("--store is missing.");
        CheckWays(line);
        return ReadNumbers(line, options);
    }

    private static void CheckWays(CommandLine line)
    {
        if (line.Handlers is not (LocalHandlers.OptionName or HandlerProcess.OptionName))
            throw new FormatException($"--handlers is local or http, not '{line.Handlers}'.");
        if (WorkloadCatalog.Find(line.Workload) is not { } workload)
            return;

        if (line.IsHttp && !workload.RunsExecutions)
            throw new FormatException($"{workload.Name} runs no executions: --http has nothing to start there.");
        if (line.Handlers == HandlerProcess.OptionName && !workload.HasHandlers)
            throw new FormatException($"{workload.Name} has no handlers of its own: --handlers http has nothing to move there.");
    }

    private static CommandLine ReadNumbers(CommandLine line, Dictionary<string, string> options)
    {
        if (options.TryGetValue("--seconds", out var seconds))
            line = line with { Duration = TimeSpan.FromSeconds(PositiveNumber("--seconds", seconds)) };
        else if (line.Workload == WorkloadCatalog.AllName)
            line = line with { Duration = TimeSpan.FromSeconds(4) };
        if (options.TryGetValue("--concurrency", out var list))
            line = line with { Concurrency = [.. list.Split(',').Select(number => (int)PositiveNumber("--concurrency", number))] };
        if (options.TryGetValue("--count", out var count))
            line = line with { Count = (int)PositiveNumber("--count", count) };
        return line;
    }

    private static Dictionary<string, string> ReadOptions(IReadOnlyList<string> arguments)
    {
        string[] known = ["--store", "--json", "--seconds", "--concurrency", "--count", "--data", "--connection", "--handlers"];
        string[] switches = ["--ceiling", "--http"];
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 1; index < arguments.Count; index++)
        {
            var name = arguments[index];
            if (switches.Contains(name))
                options[name] = "";
            else if (!known.Contains(name))
                throw new FormatException($"There is no option '{name}'.");
            else if (++index == arguments.Count)
                throw new FormatException($"{name} needs a value.");
            else
                options[name] = arguments[index];
        }

        return options;
    }

    private static string Required(Dictionary<string, string> options, string name) =>
        options.GetValueOrDefault(name) ?? throw new FormatException($"{name} is missing.");

    private static double PositiveNumber(string name, string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{name}: '{text}' is not a number above 0.");
}
