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
        var answer = command.Decide(transition);
        do
        {
            RunEntries(transition);
        } while (Compensating.TryAdvance(transition));

        return transition.ToDecision(answer);
    }

    private static void RunEntries(Transition transition)
    {
        var limits = transition.Program.Limits;
        while (transition.TryTakeEntry(out var entry))
        {
            var step = entry.State is { } state ? Enter(transition, entry.Scope, state) : transition.State.Steps[entry.Step];
            if (entry.Hops > limits.MaxEntriesWithoutWork)
                StepFailure.FailExecution(transition, step, Endless(limits.MaxEntriesWithoutWork));
            else if (transition.State.LastSequence > limits.MaxEvents && step.Undoes is null)
                StepFailure.FailExecution(transition, step, StepFailure.TooManyEvents(limits.MaxEvents));
            else
                Visit(transition, step);
        }
    }

    /// <summary>Opens the step of a state, without doing yet what the state says.</summary>
    internal static OpenStep Enter(Transition transition, int scope, string state)
    {
        var number = transition.State.LastStep + 1;
        var visit = transition.State.Scopes[scope].Visits[state] + 1;
        transition.Emit(new StepEntered(transition.Now, number, scope, state, visit));
        return transition.State.Steps[number];
    }

    /// <summary>Does what the state of an open step says, and hands on the error where its data do not fit.</summary>
    internal static void Visit(Transition transition, OpenStep step)
    {
        try
        {
            EnterState(transition, step, transition.Program.StateOf(step));
        }
        catch (EvaluationException unfit)
        {
            // The step may have moved on before its data turned out not to fit.
            if (transition.State.Steps.TryGetValue(step.Number, out var open))
                StepFailure.Handle(transition, open, unfit.Error, open.Number);
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
