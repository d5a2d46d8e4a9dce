using System.Text.Json;

namespace Workflows.Conformance.Histories;

/// <summary>Which Maps of a document are distributed. The engine runs them like any other; AWS lists their events differently.</summary>
internal sealed class ProcessorModes
{
    private readonly HashSet<string> distributed = new(StringComparer.Ordinal);

    /// <summary>Whether a state is a distributed Map.</summary>
    public bool IsDistributed(string state) => distributed.Contains(state);

    /// <summary>Looks through a document.</summary>
    public static ProcessorModes Read(string definition)
    {
        var modes = new ProcessorModes();
        modes.Look(JsonDocument.Parse(definition).RootElement);
        return modes;
    }

    private void Look(JsonElement graph)
    {
        if (!graph.TryGetProperty("States", out var states))
            return;
        foreach (var state in states.EnumerateObject())
        {
            if (state.Value.TryGetProperty("Branches", out var branches))
                branches.EnumerateArray().ToList().ForEach(Look);
            if (!state.Value.TryGetProperty("ItemProcessor", out var processor) && !state.Value.TryGetProperty("Iterator", out processor))
                continue;
            if (
                processor.TryGetProperty("ProcessorConfig", out var config)
                && config.TryGetProperty("Mode", out var mode)
                && mode.ValueEquals("DISTRIBUTED")
            )
                distributed.Add(state.Name);
            Look(processor);
        }
    }
}
