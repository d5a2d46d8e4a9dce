using System.Text;
using System.Text.Json;
using Workflows.Language.Documents;

namespace Workflows.Conformance.Collected;

/// <summary>A case that was collected from public questions and bug reports: a document in either spelling, and what becomes of it.</summary>
internal sealed record CollectedCase
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>The kind of question that it answers.</summary>
    public required string Class { get; init; }

    /// <summary>The document.</summary>
    public required ReadOnlyMemory<byte> Definition { get; init; }

    /// <summary>How the document is written.</summary>
    public required DocumentFormat Format { get; init; }

    /// <summary>The mock file, YAML; null for none.</summary>
    public string? Mocks { get; init; }

    /// <summary>The input, a JSON text; null for none.</summary>
    public string? Input { get; init; }

    /// <summary>What is expected: <c>valid</c> and <c>code</c> of a document, else <c>status</c>, <c>output</c>, <c>error</c>, <c>cause</c>.</summary>
    public required JsonElement Expected { get; init; }

    /// <summary>Reads a file with one case in each line.</summary>
    public static IReadOnlyList<CollectedCase> ReadFile(string path) =>
        [.. File.ReadLines(path).Where(line => !string.IsNullOrWhiteSpace(line)).Select(Parse)];

    private static CollectedCase Parse(string line)
    {
        var root = JsonDocument.Parse(line, Deep).RootElement;
        string? Text(string name) => root.TryGetProperty(name, out var member) ? member.GetString() : null;
        return new CollectedCase
        {
            Id = Text("id")!,
            Class = Text("class")!,
            Definition = Encoding.UTF8.GetBytes(Text("definition")!),
            Format = Text("contentType") == "application/yaml" ? DocumentFormat.Yaml : DocumentFormat.Json,
            Mocks = Text("mocks"),
            Input = Text("input"),
            Expected = root.GetProperty("expected"),
        };
    }
}
