using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Workflows.Core.Events;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.Trials;

/// <summary>Gathers the stages of the data while a state is tested, as each is computed: none is computed a second time to be shown.</summary>
internal sealed class TrialStages(StateTrial trial)
{
    private readonly List<TrialStage> before = [new TrialStage("input", trial.Input)];
    private readonly List<TrialStage> after = [];
    private readonly StateDefinition state = trial.Program.Definition.States[trial.State];

    private bool IsJsonata => state.QueryLanguage == QueryLanguage.Jsonata;

    /// <summary>Takes what the data are at one place.</summary>
    public void Note(DataStage stage, JsonData data)
    {
        switch (stage)
        {
            case DataStage.InputSelected when !IsJsonata:
                Add(before, "afterInputPath", data);
                break;
            case DataStage.InputShaped when state.Kind is StateKind.Task or StateKind.Pass or StateKind.Parallel or StateKind.Event:
                Add(before, IsJsonata ? "afterArguments" : "afterParameters", data);
                break;
            case DataStage.Result when !(IsJsonata && state is PassState { Result: null }):
                Add(after, "result", data);
                break;
            case DataStage.ResultSelected:
                Add(after, "afterResultSelector", data);
                break;
            case DataStage.ResultPlaced:
                Add(after, "afterResultPath", data);
                break;
        }
    }

    /// <summary>The stages of a state that has been tested.</summary>
    public ImmutableArray<TrialStage> Finish(Transition transition)
    {
        // A Fail sees its input as it is.
        if (state.Kind == StateKind.Fail && !IsJsonata)
            Add(before, "afterInputPath", trial.Input);
        if (transition.FindEvent<MapStarted>() is { } map)
            AddMap(map);
        if (VariablesAfter(transition) is { } variables)
            after.Add(new TrialStage("variables", variables));
        return [.. before, .. after];
    }

    // A state may look at its input twice, for its work and for what goes on.
    private static void Add(List<TrialStage> stages, string name, JsonData data)
    {
        if (!stages.Exists(stage => stage.Name == name))
            stages.Add(new TrialStage(name, data));
    }

    private void AddMap(MapStarted map)
    {
        if (!IsJsonata)
            before.Add(new TrialStage("afterItemsPath", map.Items ?? map.Input ?? trial.Input));
        before.Add(new TrialStage("maxConcurrency", Number(map.MaxConcurrency)));
        if (map.ToleratedCount is { } count)
            before.Add(new TrialStage("toleratedFailureCount", Number(count)));
        if (map.ToleratedPercentage is { } share)
            before.Add(new TrialStage("toleratedFailurePercentage", Number(share)));
    }

    private JsonData? VariablesAfter(Transition transition)
    {
        var variables = trial.Variables;
        if (transition.FindEvent<StepLeft>()?.Variables is { } assigned)
        {
            foreach (var member in assigned.Root.EnumerateObject())
                variables = variables.SetItem(member.Name, JsonData.From(member.Value));
        }

        if (variables.IsEmpty)
            return null;
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        foreach (var (name, value) in variables)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
        }

        writer.WriteEndObject();
        writer.Flush();
        return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
    }

    private static JsonData Number(double value) =>
        JsonData.FromTrustedUtf8(System.Text.Encoding.UTF8.GetBytes(value.ToString("R", CultureInfo.InvariantCulture)));
}
