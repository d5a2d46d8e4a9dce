using Workflows.Core.Data;
using Workflows.Core.Events;
using Workflows.Core.Failure;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.States;

/// <summary>A Task: one attempt after the other, until one brings a result or nobody wants another. ASL: "Task State".</summary>
internal static class TaskStep
{
    /// <summary>Makes the next attempt due: at entry, and when a retry's moment has come.</summary>
    public static void Schedule(Transition transition, OpenStep step) => Schedule(transition, step, static input => input);

    /// <summary>The same with an input that is more than the state's template makes.</summary>
    /// <param name="extra">Completes the input.</param>
    public static void Schedule(Transition transition, OpenStep step, Func<JsonData, JsonData> extra)
    {
        var limits = transition.Program.Limits;
        if (step.Undoes is null && ExecutionUse.Excess(transition.State, limits) is { } excess)
        {
            StepFailure.FailExecution(transition, step, excess);
            return;
        }

        var state = transition.Program.TaskOf(step);
        try
        {
            var raw = transition.RawOf(step);
            var context = ContextObject.Of(transition, step, raw);
            var input = extra(DataFlow.Input(state, context, raw));
            // What is written for a Map is as large as its data may be.
            var isOrdinary = step.Undoes is null && step.FanOut is null;
            DataLimit.Check(input, isOrdinary ? limits.MaxPayloadBytes : limits.MaxDataBytes, "The input of the task");
            TaskCall.Check(state.Target, input, transition.State, limits);
            var timeout = state.Timeout is null ? (TimeSpan?)null : Moments.Ceiling(state.Timeout.Evaluate(context));
            var heartbeat = state.Heartbeat is null ? (TimeSpan?)null : Moments.Ceiling(state.Heartbeat.Evaluate(context));

            // A retry evaluates anew, as on AWS; what came out the same is not written again.
            var known = step.Input ?? (step.Undoes is null ? raw : null);
            var isKnown = known is not null && DataFlow.IsSame(input, known);
            transition.Emit(
                new TaskScheduled(
                    transition.Now,
                    step.Number,
                    // What writes the outputs of a Map must not be taken for what read its items.
                    step.FanOut
                        is null
                        ? int.Max(step.Attempt, 1)
                        : step.Attempt + 1,
                    isKnown ? null : input,
                    timeout,
                    TaskCall.PlaceOf(state.Target),
                    heartbeat
                )
            );
        }
        catch (EvaluationException unfit)
        {
            StepFailure.Handle(transition, step, unfit);
        }
    }

    /// <summary>Takes the result of the attempt that is under way, and leaves.</summary>
    public static void Complete(Transition transition, OpenStep attempt, JsonData result)
    {
        var state = transition.Program.TaskOf(attempt);
        Take(transition, attempt, TaskCall.Result(state.Target, result, transition, attempt));
    }

    /// <summary>Takes what the task brings as it is, and leaves.</summary>
    public static void Take(Transition transition, OpenStep attempt, JsonData result)
    {
        var state = transition.Program.TaskOf(attempt);
        if (DataLimit.Exceeded(result, transition.Program.Limits.MaxPayloadBytes, "The result of the task") is { } tooLarge)
        {
            Fail(transition, attempt, tooLarge);
            return;
        }

        transition.Emit(new TaskCompleted(transition.Now, attempt.Number, attempt.Attempt, result));
        if (attempt.Undoes is not null)
        {
            transition.Emit(new CompensationCompleted(transition.Now, attempt.Number));
            return;
        }

        Compensating.Register(transition, attempt);
        var step = transition.State.Steps[attempt.Number];
        if (transition.Program.StateOf(step) is MapState map)
        {
            MapStep.Resume(transition, step, map, result);
            return;
        }
        try
        {
            var raw = transition.RawOf(step);
            var context = ContextObject.Of(transition, step, raw);
            var output = DataFlow.Output(state, context, raw, result);
            DataLimit.Check(output, transition.Program.Limits.MaxDataBytes, "The data of the execution");
            Flow.Leave(transition, step, state, output, DataFlow.Assigned(state, context, result));
        }
        catch (EvaluationException unfit)
        {
            StepFailure.Handle(transition, step, unfit);
        }
    }

    /// <summary>The attempt that is under way has failed.</summary>
    public static void Fail(Transition transition, OpenStep attempt, WorkflowError error)
    {
        error = AsMap(transition, attempt, error);
        transition.Emit(new TaskFailed(transition.Now, attempt.Number, attempt.Attempt, error.Name, error.Cause));
        StepFailure.Handle(transition, transition.State.Steps[attempt.Number], error, attempt.Number);
    }

    /// <summary>The attempt that is under way took too long, or was silent for too long: nobody knows what it has done.</summary>
    public static void TimeOut(Transition transition, OpenStep attempt, WorkflowError error)
    {
        if (transition.Program.Definition.Spelling == Spelling.Asl)
            error = AsAws(error, transition.Program.TaskOf(attempt));
        transition.Emit(new TaskTimedOut(transition.Now, attempt.Number, attempt.Attempt, error.Name, error.Cause));
        Compensating.CoverUnknown(transition, attempt);
        StepFailure.Handle(transition, transition.State.Steps[attempt.Number], error, attempt.Number);
    }

    // AWS has one name each for a Map that cannot read its items or write its outputs.
    private static WorkflowError AsMap(Transition transition, OpenStep attempt, WorkflowError error) =>
        transition.Program.StateOf(attempt) is not MapState || error.Name == ErrorNames.ResourceNotFound
            ? error
            : new WorkflowError(
                attempt.FanOut is null ? ErrorNames.ItemReaderFailed : ErrorNames.ResultWriterFailed,
                error.Cause is null ? error.Name : $"{error.Name}: {error.Cause}"
            );

    // AWS: a missed heartbeat is a States.Timeout, unless the state answers for States.HeartbeatTimeout by its name.
    private static WorkflowError AsAws(WorkflowError error, TaskState state)
    {
        var isNamed = state
            .Retriers.Select(retrier => retrier.Errors)
            .Concat(state.Catchers.Select(catcher => catcher.Errors))
            .Any(errors => errors.Names.Contains(ErrorNames.HeartbeatTimeout));
        return error.Name == ErrorNames.HeartbeatTimeout && !isNamed ? error with { Name = ErrorNames.Timeout } : error;
    }
}
