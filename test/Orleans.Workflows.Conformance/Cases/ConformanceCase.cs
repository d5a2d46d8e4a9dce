using System.Text.Json;

namespace Workflows.Conformance.Cases;

/// <summary>One recorded case. The README of the file explains the fields.</summary>
internal sealed record ConformanceCase
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>What it takes to run it, for example <c>pure-interpreter</c>.</summary>
    public required string Class { get; init; }

    /// <summary><c>output</c>, <c>history</c> or <c>response</c>.</summary>
    public required string Level { get; init; }

    /// <summary>The call whose answer is expected.</summary>
    public required string Operation { get; init; }

    /// <summary>The document, a JSON text.</summary>
    public required string Definition { get; init; }

    /// <summary>The input, a JSON text; null for none.</summary>
    public string? Input { get; init; }

    /// <summary>Further arguments of the call.</summary>
    public JsonElement Arguments { get; init; }

    /// <summary>The handler file of each function double, by the function's name.</summary>
    public required IReadOnlyDictionary<string, string> Functions { get; init; }

    /// <summary>How the execution ended, of histories.</summary>
    public JsonElement Final { get; init; }

    /// <summary>What was recorded.</summary>
    public JsonElement Expected { get; init; }

    /// <summary>Reads a file with one case in each line.</summary>
    public static IReadOnlyList<ConformanceCase> ReadFile(string path) =>
        [.. File.ReadLines(path).Where(line => !string.IsNullOrWhiteSpace(line)).Select(Parse)];

    private static ConformanceCase Parse(string line)
    {
        var root = JsonDocument.Parse(line, Deep).RootElement;
        string Text(string name) => root.GetProperty(name).GetString() ?? "";

        var functions = new Dictionary<string, string>(StringComparer.Ordinal);
        if (root.GetProperty("lambdas") is { ValueKind: JsonValueKind.Array } doubles)
        {
            foreach (var one in doubles.EnumerateArray())
                functions[one.GetProperty("func_name").GetString()!] = Path.GetFileNameWithoutExtension(
                    one.GetProperty("handler").GetString()!
                );
        }

        return new ConformanceCase
        {
            Id = Text("id"),
            Class = Text("klass"),
            Level = Text("level"),
            Operation = Text("op"),
            Definition = Text("definition"),
            Input = root.GetProperty("input").GetString(),
            Arguments = root.GetProperty("args"),
            Functions = functions,
            Final = root.GetProperty("final"),
            Expected = root.GetProperty("expected"),
        };
    }
}
