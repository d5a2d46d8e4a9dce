using System.Collections.Immutable;
using Workflows.Core.Data;
using Workflows.Core.Events;
using Workflows.Core.Failure;
using Workflows.Core.State;
using Workflows.Core.States;
using Workflows.Core.Work;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Core.Trials;

/// <summary>
/// Tries one state of a definition by itself: the interpreter enters it as in any execution, an answer that is given stands for its work, and what it would lead to
/// is told instead of done. AWS: "TestState".
/// </summary>
public sealed record StateTrial
{
    private const int OnlyStep = 1;

    /// <summary>The definition that the state is part of.</summary>
    public required WorkflowProgram Program { get; init; }

    /// <summary>The name of the state.</summary>
    public required string State { get; init; }

    /// <summary>The data that it is entered with.</summary>
    public required JsonData Input { get; init; }

    /// <summary>The context object; null for that of an execution that has just entered the state.</summary>
    public JsonData? Context { get; init; }

    /// <summary>The variables that the state sees.</summary>
    public ImmutableSortedDictionary<string, JsonData> Variables { get; init; } =
        ImmutableSortedDictionary.Create<string, JsonData>(StringComparer.Ordinal);

    /// <summary>The items of a Map, where somebody else reads them; null for those that it selects itself.</summary>
    public JsonData? Items { get; init; }

    /// <summary>What stands for the work of a Task, Parallel, Map or Event; null where the state does none.</summary>
    public TrialAnswer? Answer { get; init; }

    /// <summary>
    /// Whether the answer to a task is that of an executor, which the core makes a result of; otherwise it is the result as the state sees it.
    /// </summary>
    public bool IsAnswerOfExecutor { get; init; }

    /// <summary>How many retries each retrier has started before.</summary>
    public int RetriesUsed { get; init; }

    /// <summary>
    /// How many iterations of a Map have failed; where it says how many it tolerates and these are more, it fails whatever the answer is.
    /// </summary>
    public int FailedIterations { get; init; }

    /// <summary>The attempt that an executor would have to work at; null when the state asks none, or does not get that far.</summary>
    public RunTask? FindTask(DecisionContext context) => Outstanding.OfStep(Program, Enter(context, null).State, OnlyStep) as RunTask;

    /// <summary>What is wrong with how the state is to be tested, as a sentence; null for nothing.</summary>
    public string? FindMistake(DecisionContext context)
    {
        var count = Enter(context, null).FindEvent<MapStarted>()?.Count;
        return FailedIterations > 0 && count is { } items && FailedIterations > items
            ? $"{FailedIterations} iterations cannot have failed: the Map has {items} items."
            : null;
    }

    /// <summary>Tries the state.</summary>
    /// <exception cref="InvalidOperationException">The state waits for work, and there is no answer.</exception>
    public TrialOutcome Run(DecisionContext context)
    {
        var stages = new TrialStages(this);
        var transition = Enter(context, stages);
        if (transition.State.Steps.TryGetValue(OnlyStep, out var open) && open.Phase != StepPhase.Retrying)
            Finish(transition, open);
        return TrialOutcome.Of(this, stages, transition);
    }

    private Transition Enter(DecisionContext context, TrialStages? stages)
    {
        // Nobody reads the items for a state that is only tested.
        var isRead = Program.Definition.States[State] is MapState { ItemReader: not null };
        var transition = new Transition(Program, Seed(context), context)
        {
            ContextGiven = Context,
            ItemsGiven = Items ?? (isRead ? NoItems : null),
            Watch = stages is null ? null : stages.Note,
        };
        Interpreter.Visit(transition, transition.State.Steps[OnlyStep]);
        return transition;
    }

    // Nothing ran before the state, so that no history leads here: what it would have left behind is put in its place.
    private ExecutionState Seed(DecisionContext context)
    {
        var now = Moments.Floor(context.Now);
        var started = new ExecutionStarted(
            now,
            "trial",
            Program.Workflow,
            Program.Version,
            Input,
            "",
            ImmutableSortedDictionary<string, string>.Empty,
            null,
            null,
            context.Entropy.NextGuid()
        );
        var state = Fold.Apply(Fold.Apply(ExecutionState.NotStarted, started), new StepEntered(now, OnlyStep, Scope.Top, State, 1));
        var step = state.Steps[OnlyStep];
        var retriers = Program.StateOf(step) is FallibleStateDefinition fallible ? fallible.Retriers.Count : 0;
        return state with
        {
            Run = 0,
            Scopes = state.Scopes.SetItem(Scope.Top, state.Scopes[Scope.Top] with { Variables = Variables }),
            Steps = state.Steps.SetItem(
                OnlyStep,
                step with
                {
                    RetriesUsed = [.. Enumerable.Repeat(RetriesUsed, retriers)],
                    Attempt = RetriesUsed == 0 ? 0 : RetriesUsed + 1,
                }
            ),
        };
    }

    private void Finish(Transition transition, OpenStep step)
    {
        if (step.Phase == StepPhase.Waiting)
        {
            WaitStep.End(transition, step);
            return;
        }

        var answer = Answer ?? throw new InvalidOperationException($"The state '{State}' waits for work, and the trial has no answer.");
        if (answer.Error is { } error)
            Fail(transition, step, error);
        else if (step.FanOut is not null && ToleratesTooFew(step.FanOut))
            StepFailure.Handle(transition, step, TooManyFailed, OnlyStep);
        else if (step.FanOut is not null)
            FanOutStep.Leave(transition, step, answer.Result!);
        else if (step.Phase == StepPhase.Listening)
            EventStep.Leave(transition, step, answer.Result!);
        else if (IsAnswerOfExecutor)
            TaskStep.Complete(transition, step, answer.Result!);
        else
            TaskStep.Take(transition, step, answer.Result!);
    }

    private static void Fail(Transition transition, OpenStep step, WorkflowError error)
    {
        if (step.FanOut is null && step.Phase != StepPhase.Listening)
            TaskStep.Fail(transition, step, error);
        else
            StepFailure.Handle(transition, step, error, OnlyStep);
    }

    private bool ToleratesTooFew(FanOut fanOut) =>
        FailedIterations > 0 && fanOut.HasTolerance && !(fanOut with { Failed = FailedIterations - 1 }).ToleratesAnother;

    private static readonly JsonData NoItems = JsonData.FromTrustedUtf8("[]"u8.ToArray());

    private static readonly WorkflowError TooManyFailed = new(
        ErrorNames.ExceedToleratedFailureThreshold,
        "The specified tolerated failure threshold was exceeded"
    );
}
