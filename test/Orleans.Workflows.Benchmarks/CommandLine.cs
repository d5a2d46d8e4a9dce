using System.Globalization;

namespace Workflows.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record CommandLine
{
    /// <summary>The help page.</summary>
    public const string Help = """
        Measures the engine: grains, core and journal in this process, without HTTP.

          dotnet run -c Release --project test/Orleans.Workflows.Benchmarks -- WORKLOAD --store sqlite|postgres --json FILE [options]

        Workloads
          order10               ten Task steps one after the other, an instant handler in this process, about 200 bytes of JSON

        Options
          --store STORE         sqlite or postgres
          --json FILE           where the results go
          --seconds N           how long each run is measured, after its warm-up (default 10)
          --concurrency LIST    executions under way at once, one run for each (default 1,64,256,1024)
          --data DIR            where the database lies (default: a temporary folder that is removed afterwards)
          --connection STRING   a PostgreSQL to use; without it one is started from the installed programs, with fsync and
                                synchronous_commit on
          --help                this page
        """;

    /// <summary>The workload's name.</summary>
    public required string Workload { get; init; }

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public required string Store { get; init; }

    /// <summary>Where the results go.</summary>
    public required string Json { get; init; }

    /// <summary>How long each run is measured. Default: 10 s.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Executions under way at once, one run for each.</summary>
    public IReadOnlyList<int> Concurrency { get; init; } = [1, 64, 256, 1024];

    /// <summary>Where the database lies; null for a temporary folder.</summary>
    public string? Data { get; init; }

    /// <summary>A PostgreSQL to use; null for one of its own.</summary>
    public string? Connection { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">They cannot be understood; with a sentence.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || arguments[0].StartsWith('-'))
            throw new FormatException("Name a workload first: order10.");

        var options = ReadOptions(arguments);
        var line = new CommandLine
        {
            Workload = arguments[0],
            Store = Required(options, "--store"),
            Json = Required(options, "--json"),
            Data = options.GetValueOrDefault("--data"),
            Connection = options.GetValueOrDefault("--connection"),
        };
        if (line.Workload != "order10")
            throw new FormatException($"There is no workload '{line.Workload}', only order10.");
        if (line.Store is not ("sqlite" or "postgres"))
            throw new FormatException($"--store is sqlite or postgres, not '{line.Store}'.");
        if (options.TryGetValue("--seconds", out var seconds))
            line = line with { Duration = TimeSpan.FromSeconds(PositiveNumber("--seconds", seconds)) };
        if (options.TryGetValue("--concurrency", out var list))
            line = line with { Concurrency = [.. list.Split(',').Select(number => (int)PositiveNumber("--concurrency", number))] };
        return line;
    }

    private static Dictionary<string, string> ReadOptions(IReadOnlyList<string> arguments)
    {
        string[] known = ["--store", "--json", "--seconds", "--concurrency", "--data", "--connection"];
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 1; index < arguments.Count; index += 2)
        {
            if (!known.Contains(arguments[index]))
                throw new FormatException($"There is no option '{arguments[index]}'.");
            if (index + 1 == arguments.Count)
                throw new FormatException($"{arguments[index]} needs a value.");
            options[arguments[index]] = arguments[index + 1];
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
