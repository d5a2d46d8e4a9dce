using System.Text.Json;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;
using Workflows.Language.Paths;

namespace Workflows.Core.Data;

/// <summary>
/// The way of data through a state: inputPath → input → the work → resultSelector → resultPath → outputPath or output. ASL: "Input and Output Processing".
/// </summary>
internal static class DataFlow
{
    /// <summary>What the work of a state sees.</summary>
    /// <param name="context">Surroundings whose <c>$</c> is the raw input.</param>
    /// <param name="raw">The data that the state was entered with.</param>
    public static JsonData Input(StateDefinition state, EvaluationContext context, JsonData raw)
    {
        var selected = Select(state.InputPath, context, raw);
        context.Surroundings.Note(DataStage.InputSelected, selected);
        var input = state.Input is null ? selected : state.Input.Evaluate(context.With(selected));
        context.Surroundings.Note(DataStage.InputShaped, input);
        return input;
    }

    /// <summary>What goes on to the next state when the work brought a result.</summary>
    /// <remarks>Under JSONata <c>output</c> makes the whole of it; without one the result replaces, in native documents it is merged as ever.</remarks>
    public static JsonData Output(StateDefinition state, EvaluationContext context, JsonData raw, JsonData result)
    {
        context.Surroundings.Note(DataStage.Result, result);
        if (state.QueryLanguage == QueryLanguage.Jsonata)
            return state.Output is null ? Place(state.ResultPath, raw, result) : state.Output.Evaluate(OfResult(state, context, result));

        var selected = state.ResultSelector is null ? result : state.ResultSelector.Evaluate(context.With(result));
        context.Surroundings.Note(DataStage.ResultSelected, selected);
        var placed = Place(state.ResultPath, raw, selected);
        context.Surroundings.Note(DataStage.ResultPlaced, placed);
        return Shape(state.OutputPath, state.Output, context, placed);
    }

    /// <summary>The variables that a state assigns once its work gave a result; null for none. ASL: "Variables".</summary>
    public static JsonData? Assigned(StateDefinition state, EvaluationContext context, JsonData result) =>
        state.Assign?.Evaluate(OfResult(state, context, result));

    /// <summary>Whether two values are written alike: what is known is not recorded again.</summary>
    public static bool IsSame(JsonData one, JsonData other) => ReferenceEquals(one, other) || one.Utf8.Span.SequenceEqual(other.Utf8.Span);

    // A Pass has no work, so that nothing has a result there.
    private static EvaluationContext OfResult(StateDefinition state, EvaluationContext context, JsonData result) =>
        state.Kind == StateKind.Pass ? context.With(result) : context.WithResult(result);

    /// <summary>Puts a result where a <c>resultPath</c> says.</summary>
    public static JsonData Place(ResultPlacement placement, JsonData raw, JsonData result) =>
        placement.Kind switch
        {
            ResultPlacementKind.Merge => Merge(raw, result),
            ResultPlacementKind.Replace => result,
            ResultPlacementKind.At => placement.Path!.Set(raw, result),
            ResultPlacementKind.Discard => raw,
            ResultPlacementKind.None => throw new InvalidOperationException("A state has no result placement."),
        };

    /// <summary>The last station: <c>outputPath</c> (ASL) or <c>output</c> (native).</summary>
    public static JsonData Shape(DataPath? outputPath, Template? output, EvaluationContext context, JsonData data)
    {
        var selected = outputPath is { IsRoot: true } ? data : Select(outputPath, context.With(data), data);
        return output is null ? selected : output.Evaluate(context.With(selected));
    }

    /// <summary>What a state without a result passes on: in ASL what it sees, in native documents the data as they are.</summary>
    public static JsonData PassedOn(Spelling spelling, JsonData raw, JsonData seen) => spelling == Spelling.Asl ? seen : raw;

    /// <summary>
    /// The native default: an object result is merged shallowly into an object, a null result leaves the data as they are, anything else replaces them,
    /// and so does any result where the data are no object.
    /// </summary>
    private static JsonData Merge(JsonData raw, JsonData result)
    {
        if (ReferenceEquals(raw, result) || result.Kind == JsonValueKind.Null)
            return raw;
        return raw.Kind == JsonValueKind.Object && result.Kind == JsonValueKind.Object ? JsonMerge.Shallow(raw, result) : result;
    }

    /// <summary>What a path selects; a literal <c>null</c> in its place selects <c>{}</c>.</summary>
    public static JsonData Select(DataPath? path, EvaluationContext context, JsonData data)
    {
        if (path is null)
            return JsonData.EmptyObject;
        if (path.IsRoot)
            return data;
        return path.Select(context)
            ?? throw new EvaluationException(ErrorNames.Runtime, $"The path {path.Text} finds nothing in the data of the state.");
    }
}
