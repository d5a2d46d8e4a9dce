using System.Globalization;
using System.Text.Json;
using Workflows.Core.Data;
using Workflows.Core.Events;
using Workflows.Core.Failure;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.States;

/// <summary>A Map: one scope for each item, as many at once as it allows. ASL: "Map State", in inline mode.</summary>
internal static class MapStep
{
    /// <summary>Starts the iterations: at entry, when a retry's moment has come, and where a redrive found them all ended.</summary>
    public static void Start(Transition transition, OpenStep step, MapState state)
    {
        if (step.FanOut is not null)
        {
            FanOutStep.ScopeEnded(transition, step.Number);
            return;
        }

        if (state.ItemReader is not null && transition.ItemsGiven is null)
            TaskStep.Schedule(transition, step);
        else
            Begin(transition, step, state, null);
    }

    /// <summary>Goes on with what was read, or once the outputs are written.</summary>
    public static void Resume(Transition transition, OpenStep step, MapState state, JsonData answer)
    {
        if (step.FanOut is not null)
        {
            FanOutStep.Leave(transition, step, MapResults.Written(transition.Program, transition.State, step, answer));
            return;
        }

        try
        {
            Begin(transition, step, state, answer);
        }
        catch (EvaluationException unfit)
        {
            StepFailure.Handle(transition, step, unfit);
        }
    }

    /// <summary>Passes the outputs on, or gives them to whoever writes them.</summary>
    public static void Finish(Transition transition, OpenStep step, MapState state, JsonData outputs)
    {
        if (state.ResultWriter is not { } writer)
        {
            FanOutStep.Leave(transition, step, outputs);
            return;
        }

        var transformed = MapResults.Transform(writer, outputs);
        if (writer.Task is null)
            FanOutStep.Leave(transition, step, transformed);
        else
            TaskStep.Schedule(transition, step, parameters => MapResults.Request(writer, parameters, transformed));
    }

    private static void Begin(Transition transition, OpenStep step, MapState state, JsonData? read)
    {
        transition.MarkFanOut(step.Number);
        var limits = transition.Program.Limits;
        var raw = transition.RawOf(step);
        var context = ContextObject.Of(transition, step, raw);
        var input = DataFlow.Input(state, context, raw);
        var seen = context.With(input);
        var items = transition.ItemsGiven ?? (read is null ? SelectItems(state, seen) : MapItems.Read(state.ItemReader!, read, seen));
        if (state.ItemBatcher is not null && items.Kind == JsonValueKind.Array)
            items = MapItems.Batch(transition, step, state, items, seen);
        DataLimit.Check(items, limits.MaxDataBytes, "The list of items");
        var count = items.Root.GetArrayLength();
        if (count > limits.MaxItems)
            throw new EvaluationException(ErrorNames.DataLimitExceeded, $"A Map has at most {limits.MaxItems} items, not {count}.");

        transition.Emit(
            new MapStarted(
                transition.Now,
                step.Number,
                int.Max(step.Attempt, 1),
                count,
                DataFlow.IsSame(input, raw) ? null : input,
                DataFlow.IsSame(items, input) ? null : items,
                (int)(state.MaxConcurrency?.Evaluate(context) ?? 0),
                (int?)state.ToleratedFailureCount?.Evaluate(context),
                state.ToleratedFailurePercentage?.Evaluate(context)
            )
        );
        var started = transition.State.Steps[step.Number];
        if (count == 0)
            FanOutStep.Finish(transition, started);
        else
            StartMore(transition, started, state);
    }

    /// <summary>Starts as many iterations as the concurrency leaves room for.</summary>
    public static void StartMore(Transition transition, OpenStep step, MapState state)
    {
        transition.BackToFanOut(step.Number);
        try
        {
            while (step.FanOut!.MayStartAnother && !transition.IsFull)
            {
                transition.Budget.BeginState();
                StartNext(transition, step, state);
                step = transition.State.Steps[step.Number];
            }
            if (step.IsInterrupted)
                transition.MarkInterrupted(step);
        }
        catch (EvaluationException unfit)
        {
            StepFailure.Handle(transition, step, unfit);
        }
    }

    /// <summary>Lets an iteration that failed count as ended.</summary>
    /// <param name="origin">The step that failed.</param>
    public static void Tolerate(Transition transition, OpenStep step, Scope scope, int origin, string? error, string? cause)
    {
        Compensating.CoverUnknown(transition, inner => inner.Number != origin && transition.State.IsWithin(inner, scope));
        var output = ErrorOutput.OfIteration(transition.Program.Definition.Spelling, scope.Index, new WorkflowError(error ?? "", cause));
        transition.Emit(new ScopeFailed(transition.Now, origin, scope.Number, error, cause, output));
        FanOutStep.ScopeEnded(transition, step.Number);
    }

    private static void StartNext(Transition transition, OpenStep step, MapState state)
    {
        var fanOut = step.FanOut!;
        var index = fanOut.Started;
        JsonData? input = null;
        // In a batch every item has been through the selector already.
        if (state is { ItemSelector: { } selector, ItemBatcher: null })
        {
            var item = new MapItem(index, fanOut.Items![index]);
            input = selector.Evaluate(ContextObject.Of(transition, step, fanOut.Input, item));
            DataLimit.Check(input, transition.Program.Limits.MaxDataBytes, "The input of an iteration");
        }

        var number = transition.State.LastScope + 1;
        transition.Emit(new IterationStarted(transition.Now, step.Number, number, index, input));
        transition.GoTo(number, state.Iterator.StartAt);
    }

    private static JsonData SelectItems(MapState state, EvaluationContext context)
    {
        var items = state.Items is not null
            ? state.Items.Evaluate(context)
            : state.ItemsPath.Select(context)
                ?? throw new EvaluationException(ErrorNames.Runtime, $"The path {state.ItemsPath.Text} finds no items.");
        if (items.Kind == JsonValueKind.Array)
            return items;

        var kind = items.Kind.ToString().ToLower(CultureInfo.InvariantCulture);
        var error = state.QueryLanguage == QueryLanguage.Jsonata ? ErrorNames.QueryEvaluationError : ErrorNames.Runtime;
        throw new EvaluationException(error, $"The items of '{state.Name}' must be a list, not of the type {kind}.")
        {
            Location = state.Items?.Location,
        };
    }
}
