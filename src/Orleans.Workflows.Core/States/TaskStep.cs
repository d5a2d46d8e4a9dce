using Workflows.Core.Data;
using Workflows.Core.Events;
using Workflows.Core.Failure;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.States;

/// <summary>A Task: one attempt after the other, until one brings a result or nobody wants another. ASL: "Task State".</summary>
internal static class TaskStep
{
    /// <summary>Makes the next attempt due: at entry, and when a retry's moment has come.</summary>
    public static void Schedule(Transition transition, OpenStep step)
    {
        var limits = transition.Program.Limits;
        if (transition.State.LastSequence > limits.MaxEvents)
        {
            StepFailure.FailExecution(transition, step, StepFailure.TooManyEvents(limits.MaxEvents));
            return;
        }

        var state = (TaskState)transition.Program.Definition.States[step.State];
        try
        {
            var raw = transition.State.Scopes[step.Scope].Data;
            var context = ContextObject.Of(transition, step, raw);
            var input = DataFlow.Input(state, context, raw);
            DataLimit.Check(input, limits.MaxPayloadBytes, "The input of the task");
            var timeout = state.Timeout is null ? (TimeSpan?)null : Moments.Ceiling(state.Timeout.Evaluate(context));

            // A retry evaluates anew, as on AWS; what came out the same is not written again.
            var known = step.Input ?? raw;
            var isKnown = ReferenceEquals(input, known) || input.Utf8.Span.SequenceEqual(known.Utf8.Span);
            transition.Emit(new TaskScheduled(transition.Now, step.Number, int.Max(step.Attempt, 1), isKnown ? null : input, timeout));
        }
        catch (EvaluationException unfit)
        {
            StepFailure.Handle(transition, step, unfit.Error);
        }
    }

    /// <summary>Takes the result of the attempt that runs, and leaves.</summary>
    public static void Complete(Transition transition, OpenStep step, JsonData result)
    {
        var limits = transition.Program.Limits;
        if (DataLimit.Exceeded(result, limits.MaxPayloadBytes, "The result of the task") is { } tooLarge)
        {
            transition.Emit(new TaskFailed(transition.Now, step.Number, step.Attempt, tooLarge.Name, tooLarge.Cause));
            StepFailure.Handle(transition, step, tooLarge);
            return;
        }

        transition.Emit(new TaskCompleted(transition.Now, step.Number, step.Attempt, result));
        var state = (TaskState)transition.Program.Definition.States[step.State];
        try
        {
            var raw = transition.State.Scopes[step.Scope].Data;
            var output = DataFlow.Output(state, ContextObject.Of(transition, step, raw), raw, result);
            DataLimit.Check(output, limits.MaxDataBytes, "The data of the execution");
            Flow.Leave(transition, step, state, output);
        }
        catch (EvaluationException unfit)
        {
            StepFailure.Handle(transition, step, unfit.Error);
        }
    }
}
