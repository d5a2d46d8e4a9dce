using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Benchmarks.Measuring;

/// <summary>What a workload gave, for people as it comes and for the file at the end.</summary>
/// <param name="name">The workload.</param>
/// <param name="conditions">Under what it is measured.</param>
/// <param name="progress">What is written goes above this line.</param>
internal sealed class WorkloadResults(string name, Conditions conditions, ProgressLine progress)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly JsonArray runs = [];
    private readonly JsonObject facts = [];

    /// <summary>Begins a table.</summary>
    public ResultTable Table(params Column[] columns) => new(columns, runs, progress);

    /// <summary>Writes a line for people.</summary>
    public void Say(string line) => progress.WriteLine(line);

    /// <summary>Sets a field beside the runs.</summary>
    public void Set(string field, JsonNode? value) => facts[field] = value;

    /// <summary>Writes the file of a command.</summary>
    public static Task WriteFileAsync(string file, IEnumerable<WorkloadResults> workloads)
    {
        var document = new JsonObject { ["workloads"] = new JsonArray([.. workloads.Select(workload => workload.ToJson())]) };
        return File.WriteAllTextAsync(file, document.ToJsonString(Indented) + "\n");
    }

    private JsonObject ToJson()
    {
        var document = new JsonObject
        {
            ["name"] = name,
            ["store"] = conditions.Store,
            ["http"] = conditions.IsHttp,
            ["handlers"] = conditions.Handlers,
            ["runs"] = runs.DeepClone(),
        };
        foreach (var (field, value) in facts)
            document[field] = value?.DeepClone();
        return document;
    }
}
