using System.Collections.Immutable;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Language.Data;
using Workflows.Language.Expressions;

namespace Workflows.Core;

/// <summary>
/// A decision in the making: the events so far and the state after them. Emitting an event folds it at once, so that a decision sees its own effects
/// through the very fold that recovery uses.
/// </summary>
internal sealed class Transition(WorkflowProgram program, ExecutionState state, DecisionContext context)
{
    // A finished task makes four events of two steps: it leaves, and the next is entered and scheduled.
    private readonly ImmutableArray<ExecutionEvent>.Builder events = ImmutableArray.CreateBuilder<ExecutionEvent>(4);
    private readonly ImmutableArray<int>.Builder touched = ImmutableArray.CreateBuilder<int>(2);

    // Only branches are entered several at once; any other decision has one entry at a time, and needs no queue.
    private Entry? first;
    private Queue<Entry>? more;
    private Dictionary<int, int>? entriesBeforeFanOuts;
    private readonly long spentBefore = context.Budget.Spent;
    private bool isContinuation;
    private int entries;
    private long bytes;

    /// <summary>The program that the execution runs.</summary>
    public WorkflowProgram Program { get; } = program;

    /// <summary>The state after the events so far. From the first event on it is a draft, which every further event changes.</summary>
    public ExecutionState State { get; private set; } = state;

    /// <summary>The time of this decision; a silo whose clock is behind does not take the history back.</summary>
    public DateTimeOffset Now { get; } = Latest(Moments.Floor(context.Now), state.LastAt);

    /// <summary>Where randomness is drawn.</summary>
    public Entropy Entropy { get; } = context.Entropy;

    /// <summary>What the expressions may cost.</summary>
    public EvaluationBudget Budget { get; } = context.Budget;

    /// <summary>
    /// Whether so much has been decided that the rest has to wait for the next decision: a decision is one row, and nobody else gets a word in while it is made. What is left over is work of its
    /// own (<see cref="Work.Continuation"/>). The first thing that a decision does is always done.
    /// </summary>
    public bool IsFull =>
        bytes > Program.Limits.BytesPerDecision || Budget.Spent - spentBefore > Program.Limits.StepsPerDecision || Budget.WasExhausted;

    /// <summary>The context object that expressions see instead of the execution's own; null for that.</summary>
    public JsonData? ContextGiven { get; init; }

    /// <summary>The items of a Map instead of those that it would select; null for those.</summary>
    public JsonData? ItemsGiven { get; init; }

    /// <summary>Is told of the data on their way through the state; null for nobody.</summary>
    public Action<DataStage, JsonData>? Watch { get; init; }

    /// <summary>The first event of a type so far; null for none.</summary>
    public T? FindEvent<T>()
        where T : ExecutionEvent => events.OfType<T>().FirstOrDefault();

    /// <summary>Appends an event and folds it.</summary>
    public void Emit(ExecutionEvent happened)
    {
        var (status, steps, abandoned, isNotified) = (State.Status, State.Steps, State.Abandoned, State.IsParentNotified);
        if (events.Count == 0)
            State = Fold.Draft(State);
        events.Add(happened);
        bytes += happened.Bytes;
        Fold.Continue(State, happened);
        Touch(happened.Step, touched.Count);
        if (happened is FanOutFailed or ScopeFailed or CompensationStarted || State.Status.IsEnded())
            TouchDifferent(steps, State.Steps);
        if (happened is ExecutionRedriven)
            TouchDifferent(State.Steps, steps);
        if (!ReferenceEquals(abandoned, State.Abandoned))
            Touch(OutstandingWork.AbandonedSlot, touched.Count);
        if (status != State.Status)
            Touch(StartTimer.ExecutionTimeout, touched.Count);
        if (State.Parent is not null && (status != State.Status || isNotified != State.IsParentNotified))
            Touch(OutstandingWork.ParentSlot, touched.Count);
    }

    /// <summary>Lets a scope enter a state as soon as the present one is done with.</summary>
    public void GoTo(int scope, string state) => Enqueue(new Entry(scope, state, 0, entries + 1));

    /// <summary>Lets an open step begin anew as soon as the present one is done with.</summary>
    public void Resume(OpenStep step) => Enqueue(new Entry(step.Scope, null, step.Number, entries + 1));

    /// <summary>Goes on with a step at which an earlier decision ended.</summary>
    public void Continue(OpenStep step)
    {
        isContinuation = true;
        Enqueue(new Entry(step.Scope, null, step.Number, int.Max(step.Entries, 1)));
    }

    /// <summary>Remembers that a step is left as it is because the decision is full, and that there is more to do with it.</summary>
    public void MarkInterrupted(OpenStep step) => Touch(step.Number, touched.Count);

    /// <summary>What comes next, if anything; whatever has been closed in the meantime is passed over.</summary>
    public bool TryTakeEntry(out Entry entry)
    {
        while (TryDequeue(out entry))
        {
            var isWanted = entry.State is null
                ? State.Steps.ContainsKey(entry.Step)
                : State.Status == ExecutionStatus.Running && State.Scopes.ContainsKey(entry.Scope);
            entries = entry.Number;
            if (isWanted)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Remembers how many states had been entered in a row before a fan-out began: its scopes count from there, each for itself, and so does what follows it.
    /// </summary>
    public void MarkFanOut(int step) => (entriesBeforeFanOuts ??= [])[step] = entries;

    /// <summary>
    /// Counts from where a fan-out began. Where an earlier decision began it, that was long ago, unless this one only goes on with what that one left over: then the row goes on, too.
    /// </summary>
    public void BackToFanOut(int step)
    {
        if (entriesBeforeFanOuts?.TryGetValue(step, out var before) == true)
            entries = before;
        else if (!isContinuation)
            entries = 0;
    }

    /// <summary>The open step whose attempt this is; null when it is not under way any more.</summary>
    public OpenStep? FindAttempt(int step, int attempt) =>
        State.Steps.TryGetValue(step, out var open) && open.Phase is StepPhase.Running or StepPhase.Outside && open.Attempt == attempt
            ? open
            : null;

    /// <summary>The data that a step was entered with; of a compensation <c>{input, output}</c> of the task that it undoes.</summary>
    public JsonData RawOf(OpenStep step) => step.Undoes?.Data ?? State.Scopes[step.Scope].Data;

    /// <summary>The finished decision.</summary>
    public Decision ToDecision(CommandAnswer answer) => new(answer, events.DrainToImmutable(), State, touched.DrainToImmutable());

    private void Enqueue(Entry entry)
    {
        if (first is null && more is not { Count: > 0 })
            first = entry;
        else
            (more ??= []).Enqueue(entry);
    }

    private bool TryDequeue(out Entry entry)
    {
        if (first is not { } only)
        {
            entry = default;
            return more?.TryDequeue(out entry) == true;
        }
        (entry, first) = (only, null);
        return true;
    }

    private void TouchDifferent(NumberedDictionary<OpenStep> steps, NumberedDictionary<OpenStep> others)
    {
        // They differ from each other: only those that were touched before need the comparison.
        var known = touched.Count;
        foreach (var step in steps.Keys)
        {
            if (!others.ContainsKey(step))
                Touch(step, known);
        }
    }

    private void Touch(int step, int known)
    {
        // Few steps are touched by one decision, so that a list is cheaper than a set.
        if (touched.IndexOf(step, 0, known) < 0)
            touched.Add(step);
    }

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>A state to be entered, or an open step to begin anew.</summary>
    /// <param name="Scope">The scope.</param>
    /// <param name="State">The state; null for a step that begins anew.</param>
    /// <param name="Step">The step that begins anew; 0 for none.</param>
    /// <param name="Number">How many states this makes in a row without any durable work.</param>
    public readonly record struct Entry(int Scope, string? State, int Step, int Number);
}
