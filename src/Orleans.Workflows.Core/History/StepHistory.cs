using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Core.History;

/// <summary>
/// Tells the history of an execution step by step, as its events pass in order. Inputs and outputs are kept for some of the steps only: all of them together may weigh far more than the history.
/// </summary>
/// <param name="program">The program, for types and resources; null where the definition is gone.</param>
/// <param name="keeps">Of which steps, by their numbers, inputs, outputs and variables are kept; null for all.</param>
public sealed class StepHistory(WorkflowProgram? program, Func<int, bool>? keeps = null)
{
    private readonly List<StepRecord> steps = [];
    private ExecutionState state = ExecutionState.NotStarted;

    /// <summary>All steps in the order of their numbers.</summary>
    public IReadOnlyList<StepRecord> Steps => steps;

    /// <summary>All steps of a history.</summary>
    /// <param name="program">The program, for types and resources; null where the definition is gone.</param>
    /// <param name="events">The whole history.</param>
    public static IReadOnlyList<StepRecord> Read(WorkflowProgram? program, IEnumerable<ExecutionEvent> events)
    {
        var history = new StepHistory(program);
        foreach (var happened in events)
            history.Take(happened);
        return history.Steps;
    }

    /// <summary>Takes the next event.</summary>
    public void Take(ExecutionEvent happened)
    {
        var before = state;
        state = Fold.Apply(before, happened);
        if (happened is StepEntered or CompensationEntered)
            steps.Add(Kept(Enter(program, state, state.Steps[happened.Step])));
        else if (happened.Step != 0 && (state.Status == ExecutionStatus.Running || before.Status == ExecutionStatus.Compensating))
            steps[happened.Step - 1] = Kept(StepStory.Continue(steps[happened.Step - 1], happened, before, state));

        if (happened is FanOutFailed or ScopeFailed or CompensationStarted || (state.Status.IsEnded() && !before.Status.IsEnded()))
            EndClosedSteps(steps, before, state, happened);
        if (happened is ExecutionRedriven)
            Reopen(steps, state);
    }

    private StepRecord Kept(StepRecord step) =>
        keeps is null || keeps(step.Number) ? step : step with { Input = JsonData.Null, Output = null, Variables = null };

    private static StepRecord Enter(WorkflowProgram? program, ExecutionState state, OpenStep step)
    {
        var definition = program is not null && program.Definition.States.ContainsKey(step.State) ? program.StateOf(step) : null;
        return new StepRecord
        {
            Id = StepIds.Of(state, step),
            Number = step.Number,
            State = step.State,
            Kind = definition?.Kind ?? StateKind.None,
            Resource = (definition as TaskState)?.Resource,
            Status = StepStatus.Running,
            Input = step.Undoes?.Data ?? state.Scopes[step.Scope].Data,
            EnteredAt = step.EnteredAt,
            Undoes = step.Undoes?.StepId,
        };
    }

    /// <summary>Whatever was closed along with something else: the failed step and all around it have failed, the others are cancelled.</summary>
    private static void EndClosedSteps(List<StepRecord> steps, ExecutionState before, ExecutionState state, ExecutionEvent happened)
    {
        var failure = StepFailureRecord.Of(happened);
        var failed = FailedSteps(before, failure?.Origin ?? 0);
        foreach (var number in before.Steps.Keys)
        {
            if (state.Steps.ContainsKey(number))
                continue;

            steps[number - 1] =
                failure is not null && failed.Contains(number)
                    ? StepStory.Fail(steps[number - 1], failure)
                    : StepStory.Cancel(steps[number - 1], happened.At);
        }
    }

    private static HashSet<int> FailedSteps(ExecutionState before, int origin)
    {
        var failed = new HashSet<int>();
        while (before.Steps.TryGetValue(origin, out var step))
        {
            failed.Add(origin);
            origin = before.Scopes[step.Scope].ParentStep;
        }

        return failed;
    }

    private static void Reopen(List<StepRecord> steps, ExecutionState state)
    {
        foreach (var step in state.Steps.Values)
        {
            var isWaiting = step.Phase is StepPhase.Waiting or StepPhase.Listening;
            steps[step.Number - 1] = steps[step.Number - 1] with
            {
                Status = isWaiting ? StepStatus.Waiting : StepStatus.Running,
                Error = null,
                Cause = null,
                EndedAt = null,
                WakeAt = isWaiting ? step.DueAt : null,
            };
        }
    }
}
