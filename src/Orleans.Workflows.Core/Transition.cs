using System.Collections.Immutable;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Language.Expressions;

namespace Workflows.Core;

/// <summary>
/// A decision in the making: the events so far and the state after them. Emitting an event folds it at once, so that a decision sees its own effects
/// through the very fold that recovery uses.
/// </summary>
internal sealed class Transition(WorkflowProgram program, ExecutionState state, DecisionContext context)
{
    private readonly ImmutableArray<ExecutionEvent>.Builder events = ImmutableArray.CreateBuilder<ExecutionEvent>(4);
    private readonly List<int> touched = [];
    private readonly Queue<(int Scope, string State)> entries = [];

    /// <summary>The program that the execution runs.</summary>
    public WorkflowProgram Program { get; } = program;

    /// <summary>The state after the events so far.</summary>
    public ExecutionState State { get; private set; } = state;

    /// <summary>The time of this decision; a silo whose clock is behind does not take the history back.</summary>
    public DateTimeOffset Now { get; } = Latest(Moments.Floor(context.Now), state.LastAt);

    /// <summary>Where randomness is drawn.</summary>
    public Entropy Entropy { get; } = context.Entropy;

    /// <summary>Appends an event and folds it.</summary>
    public void Emit(ExecutionEvent happened)
    {
        var before = State;
        events.Add(happened);
        State = Fold.Apply(before, happened);
        Touch(happened.Step, touched.Count);
        if (!State.Status.IsEnded())
            return;

        entries.Clear();
        Touch(StartTimer.ExecutionTimeout, touched.Count);
        var known = touched.Count;
        foreach (var step in before.Steps)
            Touch(step.Key, known);
    }

    /// <summary>Lets a scope enter a state as soon as the present one is done with.</summary>
    public void GoTo(int scope, string state) => entries.Enqueue((scope, state));

    /// <summary>The next state to enter, if any.</summary>
    public bool TryTakeEntry(out (int Scope, string State) entry) => entries.TryDequeue(out entry);

    /// <summary>The open step that runs this very attempt; null when it does not any more.</summary>
    public OpenStep? FindRunning(int step, int attempt) =>
        State.Steps.TryGetValue(step, out var open) && open.Phase == StepPhase.Running && open.Attempt == attempt ? open : null;

    /// <summary>The finished decision.</summary>
    public Decision ToDecision(CommandAnswer answer) => new(answer, events.DrainToImmutable(), State, [.. touched]);

    private void Touch(int step, int known)
    {
        // Few steps are touched by one decision, so a list is cheaper than a set; the steps that end with the execution differ from each other.
        if (touched.IndexOf(step, 0, known) < 0)
            touched.Add(step);
    }

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
