using System.Collections.Immutable;
using System.Globalization;
using Workflows.Core.Data;
using Workflows.Core.Events;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.Trials;

/// <summary>Tells the stages of the data, up to the first expression that has no value.</summary>
internal static class TrialStages
{
    /// <summary>The stages of a trial that has been made.</summary>
    /// <param name="before">How it stood when the state was entered.</param>
    /// <param name="transition">What followed.</param>
    public static ImmutableArray<TrialStage> Of(StateTrial trial, Transition before, Transition transition)
    {
        var step = before.State.Steps.Values.Single();
        var state = before.Program.StateOf(step);
        var context = ContextObject.Of(before, step, trial.Input);
        var stages = ImmutableArray.CreateBuilder<TrialStage>();
        stages.Add(new TrialStage("input", trial.Input));
        try
        {
            AddInput(stages, state, context, trial.Input);
            if (transition.FindEvent<MapStarted>() is { } map)
                AddMap(stages, map, (MapState)state, trial.Input);
            if (ResultOf(trial, transition, state, context) is { } result)
                AddResult(stages, state, context, trial.Input, result);
        }
        catch (EvaluationException)
        {
            // That it has no value is told by the outcome; the data got no further than this.
            return stages.ToImmutable();
        }

        return stages.ToImmutable();
    }

    private static void AddInput(ImmutableArray<TrialStage>.Builder stages, StateDefinition state, EvaluationContext context, JsonData raw)
    {
        if (state.Kind == StateKind.Fail)
            return;
        var isJsonata = state.QueryLanguage == QueryLanguage.Jsonata;
        if (!isJsonata)
            stages.Add(new TrialStage("afterInputPath", DataFlow.Select(state.InputPath, context, raw)));
        if (state.Kind is StateKind.Task or StateKind.Pass or StateKind.Parallel or StateKind.Event)
            stages.Add(new TrialStage(isJsonata ? "afterArguments" : "afterParameters", DataFlow.Input(state, context, raw)));
    }

    private static void AddMap(ImmutableArray<TrialStage>.Builder stages, MapStarted map, MapState state, JsonData raw)
    {
        if (state.QueryLanguage == QueryLanguage.JsonPath)
            stages.Add(new TrialStage("afterItemsPath", map.Items ?? map.Input ?? raw));
        stages.Add(new TrialStage("maxConcurrency", Number(map.MaxConcurrency)));
        if (map.ToleratedCount is { } count)
            stages.Add(new TrialStage("toleratedFailureCount", Number(count)));
        if (map.ToleratedPercentage is { } share)
            stages.Add(new TrialStage("toleratedFailurePercentage", Number(share)));
    }

    private static void AddResult(
        ImmutableArray<TrialStage>.Builder stages,
        StateDefinition state,
        EvaluationContext context,
        JsonData raw,
        JsonData result
    )
    {
        stages.Add(new TrialStage("result", result));
        if (state.QueryLanguage == QueryLanguage.Jsonata)
            return;
        var selected = state.ResultSelector is null ? result : state.ResultSelector.Evaluate(context.With(result));
        stages.Add(new TrialStage("afterResultSelector", selected));
        stages.Add(new TrialStage("afterResultPath", DataFlow.Place(state.ResultPath, raw, selected)));
    }

    private static JsonData? ResultOf(StateTrial trial, Transition transition, StateDefinition state, EvaluationContext context)
    {
        if (state is PassState pass)
            return pass.Result ?? (pass.QueryLanguage == QueryLanguage.JsonPath ? DataFlow.Input(pass, context, trial.Input) : null);
        return transition.FindEvent<TaskCompleted>()?.Result ?? trial.Answer?.Result;
    }

    private static JsonData Number(double value) =>
        JsonData.FromTrustedUtf8(System.Text.Encoding.UTF8.GetBytes(value.ToString("R", CultureInfo.InvariantCulture)));
}
