using Workflows.Core.Commands;
using Workflows.Core.Events;
using Workflows.Core.Failure;
using Workflows.Core.State;
using Workflows.Core.States;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core;

/// <summary>
/// Decides what a command leads to. A pure function: no clock, no I/O, no randomness but what it is given. It only routes: a command decides for itself,
/// and each type of state has a file of its own in <c>States/</c>.
/// </summary>
public static class Interpreter
{
    /// <summary>What a command leads to, up to the next piece of durable work or the end of the execution.</summary>
    /// <param name="program">The version that the execution is pinned to.</param>
    /// <param name="state">The state now; <see cref="ExecutionState.NotStarted"/> for an execution that begins.</param>
    /// <param name="command">What somebody wants.</param>
    /// <param name="context">Time and randomness.</param>
    public static Decision Decide(WorkflowProgram program, ExecutionState state, Command command, DecisionContext context)
    {
        var transition = new Transition(program, state, context);
        transition.Budget.BeginState();
        var answer = command.Decide(transition);
        do
        {
            RunEntries(transition);
        } while (Compensating.TryAdvance(transition));

        return transition.ToDecision(answer);
    }

    private static void RunEntries(Transition transition)
    {
        // A chain without durable work that has more entries than the definition has states goes in a circle.
        var most = transition.Program.Limits.MaxEntriesWithoutWork + transition.Program.Definition.States.Count;
        while (transition.TryTakeEntry(out var entry))
        {
            if (transition.IsFull)
            {
                Park(transition, entry);
                continue;
            }

            var step = entry.State is { } state ? Enter(transition, entry.Scope, state) : transition.State.Steps[entry.Step];
            if (entry.Number > most)
                StepFailure.FailExecution(transition, step, Endless(most));
            else if (step.Undoes is null && ExecutionUse.Excess(transition.State, transition.Program.Limits) is { } excess)
                StepFailure.FailExecution(transition, step, excess);
            else
                Visit(transition, step);
        }
    }

    /// <summary>Opens the step of a state, without doing yet what the state says.</summary>
    /// <param name="entries">How many states have been entered in a row without durable work, where a later decision goes on from here; else 0.</param>
    internal static OpenStep Enter(Transition transition, int scope, string state, int entries = 0)
    {
        var number = transition.State.LastStep + 1;
        var visit = transition.State.Scopes[scope].Visits[state] + 1;
        transition.Emit(new StepEntered(transition.Now, number, scope, state, visit, entries));
        return transition.State.Steps[number];
    }

    // An open step in which nothing has begun is what the next decision goes on with; a step that was to begin anew is open already.
    private static void Park(Transition transition, Transition.Entry entry)
    {
        if (entry.State is { } state)
            Enter(transition, entry.Scope, state, entry.Number);
    }

    /// <summary>Does what the state of an open step says, and hands on the error where its data do not fit.</summary>
    internal static void Visit(Transition transition, OpenStep step)
    {
        transition.Budget.BeginState();
        try
        {
            EnterState(transition, step, transition.Program.StateOf(step));
        }
        catch (EvaluationException unfit)
        {
            // The step may have moved on before its data turned out not to fit.
            if (transition.State.Steps.TryGetValue(step.Number, out var open))
                StepFailure.Handle(transition, open, unfit);
        }
    }

    private static void EnterState(Transition transition, OpenStep step, StateDefinition state)
    {
        switch (state)
        {
            case TaskState:
                TaskStep.Schedule(transition, step);
                break;
            case PassState pass:
                PassStep.Enter(transition, step, pass);
                break;
            case ChoiceState choice:
                ChoiceStep.Enter(transition, step, choice);
                break;
            case WaitState wait:
                WaitStep.Enter(transition, step, wait);
                break;
            case ParallelState parallel:
                ParallelStep.Start(transition, step, parallel);
                break;
            case MapState map:
                MapStep.Start(transition, step, map);
                break;
            case EventState awaiting:
                EventStep.Enter(transition, step, awaiting);
                break;
            case SuccessState success:
                SuccessStep.Enter(transition, step, success);
                break;
            case FailState fail:
                FailStep.Enter(transition, step, fail);
                break;
            default:
                throw new InvalidOperationException($"The state '{state.Name}' is of no known type.");
        }
    }

    private static WorkflowError Endless(int limit) =>
        new(ErrorNames.Runtime, $"More than {limit} states were entered in a row without any work: the states loop endlessly.");
}
