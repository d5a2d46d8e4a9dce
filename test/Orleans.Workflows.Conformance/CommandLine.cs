namespace Workflows.Conformance;

/// <summary>What the command line asks for.</summary>
internal sealed record CommandLine
{
    /// <summary>The help page.</summary>
    public const string Help = """
        Measures the language and the core against recorded cases and public suites: the real parser and core, in memory, in virtual time.

          dotnet run -c Release --project test/Orleans.Workflows.Conformance -- FILE [--json OUT] [--filter TEXT]

        Commands
          FILE                 cases recorded from AWS Step Functions, one JSON per line
          collected FILE       cases after public questions, one JSON per line: definition, mocks, input, expected
          jsonpath FILE        a JSON array of {selector, document, result | results | invalid_selector}
          jsonata DIR          groups of cases with expr, data or dataset, bindings, result | undefinedResult | code
          validate DIR         documents; prints per file 'valid' or the codes of its problems

        Options
          --json OUT           where the results go, one object per case
          --filter TEXT        only cases whose name contains the text
          --histories          also print what differs in whole event lists
          --help               this page
        """;

    /// <summary><c>cases</c>, <c>collected</c>, <c>jsonpath</c>, <c>jsonata</c> or <c>validate</c>.</summary>
    public required string Command { get; init; }

    /// <summary>The file or folder.</summary>
    public required string Path { get; init; }

    /// <summary>Where the results go; null for nowhere.</summary>
    public string? Json { get; init; }

    /// <summary>What names must contain.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Whether differences in event lists are printed.</summary>
    public bool ShowsHistories { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">They cannot be understood; with a sentence.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var places = new List<string>();
        var line = new CommandLine { Command = "cases", Path = "" };
        for (var index = 0; index < arguments.Count; index++)
        {
            switch (arguments[index])
            {
                case "--json":
                    line = line with { Json = ValueAt(arguments, ++index) };
                    break;
                case "--filter":
                    line = line with { Filter = ValueAt(arguments, ++index) };
                    break;
                case "--histories":
                    line = line with { ShowsHistories = true };
                    break;
                case var option when option.StartsWith('-'):
                    throw new FormatException($"There is no option '{option}'.");
                case var place:
                    places.Add(place);
                    break;
            }
        }

        if (places.Count == 2 && places[0] is "collected" or "jsonpath" or "jsonata" or "validate")
            line = line with { Command = places[0] };
        else if (places.Count != 1)
            throw new FormatException("Name one file of cases, or a command and its file or folder.");
        line = line with { Path = places[^1] };
        return File.Exists(line.Path) || Directory.Exists(line.Path)
            ? line
            : throw new FormatException($"There is no file or folder '{line.Path}'.");
    }

    private static string ValueAt(IReadOnlyList<string> arguments, int index) =>
        index < arguments.Count ? arguments[index] : throw new FormatException($"{arguments[index - 1]} needs a value.");
}
