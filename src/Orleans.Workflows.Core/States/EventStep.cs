using Workflows.Core.Data;
using Workflows.Core.Events;
using Workflows.Core.Failure;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.States;

/// <summary>An Event state: takes the first event that fits, whether it has come already or comes later. Each event is taken once.</summary>
internal static class EventStep
{
    /// <summary>Begins to wait; an event that has come early is taken in the same transition.</summary>
    public static void Enter(Transition transition, OpenStep step, EventState state)
    {
        var raw = transition.RawOf(step);
        var context = ContextObject.Of(transition, step, raw);
        var seen = context.With(DataFlow.Input(state, context, raw));
        var correlation = state.Correlation?.Evaluate(seen);
        var dueAt = DueAt(transition, state, seen);
        transition.Emit(new EventAwaited(transition.Now, step.Number, state.Event, correlation, dueAt));
        foreach (var pending in transition.State.Inbox)
        {
            if (!pending.Fits(state.Event, correlation))
                continue;
            Consume(transition, transition.State.Steps[step.Number], pending.Sequence);
            return;
        }
    }

    private static DateTimeOffset? DueAt(Transition transition, EventState state, EvaluationContext seen)
    {
        var dueAt =
            state.Timeout is { } timeout ? Moments.After(transition.Now, timeout.Evaluate(seen))
            : state.Until is { } until ? Moments.Ceiling(until.Evaluate(seen))
            : (DateTimeOffset?)null;
        if (dueAt is { } moment)
            DataLimit.CheckWait(transition.Now, moment);
        return dueAt;
    }

    /// <summary>Offers an event that has just come to the steps that wait, the longest first.</summary>
    /// <returns>Whether one took it.</returns>
    public static bool Offer(Transition transition, PendingEvent pending)
    {
        if (FindListener(transition.State, pending.Name, pending.Correlation) is not { } step)
            return false;

        Consume(transition, step, pending.Sequence);
        return true;
    }

    /// <summary>The step that would take an event; null for none.</summary>
    public static OpenStep? FindListener(ExecutionState state, string name, JsonData? correlation)
    {
        var offered = new PendingEvent(0, name, correlation, JsonData.Null);
        foreach (var step in state.Steps.Values)
        {
            if (step.Awaited is { } awaited && offered.Fits(awaited.Name, awaited.Correlation))
                return step;
        }

        return null;
    }

    /// <summary>Gives up when no event came in time.</summary>
    public static void TimeOut(Transition transition, OpenStep step)
    {
        var awaited = step.Awaited!;
        transition.Emit(new EventTimedOut(transition.Now, step.Number));
        var error = new WorkflowError(ErrorNames.Timeout, $"No event '{awaited.Name}' came in time.");
        StepFailure.Handle(transition, transition.State.Steps[step.Number], error, step.Number);
    }

    private static void Consume(Transition transition, OpenStep waiting, long sequence)
    {
        transition.Emit(new EventConsumed(transition.Now, waiting.Number, sequence));
        var step = transition.State.Steps[waiting.Number];
        Leave(transition, step, step.Result!);
    }

    /// <summary>Leaves the state with the payload of an event.</summary>
    public static void Leave(Transition transition, OpenStep step, JsonData payload)
    {
        var state = transition.Program.StateOf(step);
        try
        {
            var raw = transition.RawOf(step);
            var context = ContextObject.Of(transition, step, raw);
            var output = DataFlow.Output(state, context, raw, payload);
            DataLimit.Check(output, transition.Program.Limits.MaxDataBytes, "The data of the execution");
            Flow.Leave(transition, step, state, output, DataFlow.Assigned(state, context, payload));
        }
        catch (EvaluationException unfit)
        {
            StepFailure.Handle(transition, step, unfit);
        }
    }
}
