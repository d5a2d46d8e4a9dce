using System.Diagnostics;
using Workflows.Core;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tasks.Mocks;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Grains.Executions;

/// <summary>
/// Knows for each kind of outstanding work who does it. A mock for exactly the text of a resource with a scheme stands for whoever the scheme means, as a whole:
/// its answer is the outcome of the task, no queue, child or callback is involved.
/// </summary>
internal sealed class WorkStarter(TaskDispatcher tasks, Relatives relatives, MockExecutor mocks)
{
    /// <summary>Whether somebody in this process has to work for it, as long as it is outstanding; everything else is a wait.</summary>
    public bool RunsHere(WorkflowProgram program, ExecutionState state, OutstandingWork work) =>
        work.Kind switch
        {
            WorkKind.RunTask or WorkKind.StartChild or WorkKind.CancelChild or WorkKind.NotifyParent => true,
            WorkKind.OfferTask => MockedResource(program, state, work) is not null,
            WorkKind.StartTimer or WorkKind.AwaitChild => false,
            WorkKind.None => throw new InvalidOperationException("Work of no kind is nobody's."),
        };

    /// <summary>Starts what <see cref="RunsHere"/>.</summary>
    public IUnderWay Start(WorkflowProgram program, ExecutionState state, OutstandingWork work, ITaskOutcomeSink sink)
    {
        if (MockedResource(program, state, work) is { } resource)
            return tasks.StartMock(AttemptOf(state, work, resource), mocks, sink);

        return work.Kind switch
        {
            WorkKind.RunTask => tasks.Start(AttemptOf(state, (RunTask)work), sink),
            WorkKind.StartChild => relatives.Start((StartChild)work, state, sink),
            WorkKind.CancelChild => relatives.Cancel((CancelChild)work, state, sink),
            WorkKind.NotifyParent => relatives.Notify((NotifyParent)work, state, sink),
            WorkKind.OfferTask or WorkKind.StartTimer or WorkKind.AwaitChild or WorkKind.None => throw new InvalidOperationException(
                $"Work of the kind {work.Kind} is not done here."
            ),
        };
    }

    private string? MockedResource(WorkflowProgram program, ExecutionState state, OutstandingWork work)
    {
        if (
            work.Kind is not (WorkKind.RunTask or WorkKind.StartChild or WorkKind.OfferTask)
            || program.StateOf(state.Steps[work.Step]) is not TaskState { Target: var target }
        )
            return null;

        // A handler comes before the mock of its name.
        var isName = target.Kind == TaskResourceKind.Handler && target.Text == target.Name;
        return !isName && mocks.Answers(target.Text) ? target.Text : null;
    }

    private TaskAttempt AttemptOf(ExecutionState state, RunTask task) =>
        Attempt(state, task, task.StepId, task.State, task.Resource, task.Input, task.IdempotencyKey) with
        {
            Redeliveries = task.Redeliveries,
            Timeout = task.Timeout,
            HeartbeatTimeout = task.Heartbeat,
            Token = task.Token,
            CallbackUrl = task.Token is null ? null : tasks.CallbackUrlOf(task.Token),
        };

    private TaskAttempt AttemptOf(ExecutionState state, OutstandingWork work, string mocked)
    {
        if (work is RunTask task)
            return AttemptOf(state, task) with { Resource = mocked };

        var step = state.Steps[work.Step];
        return Attempt(state, work, StepIds.Of(state, step), step.State, mocked, step.Input!, $"{state.Id}:{work.Step}");
    }

    private static TaskAttempt Attempt(
        ExecutionState state,
        OutstandingWork work,
        string stepId,
        string name,
        string resource,
        JsonData input,
        string key
    ) =>
        new()
        {
            ExecutionId = state.Id,
            Workflow = state.Workflow,
            Step = work.Step,
            StepId = stepId,
            State = name,
            Resource = resource,
            Attempt = work.Attempt,
            IdempotencyKey = key,
            Input = input,
            TraceContext = Activity.Current?.Context ?? default,
        };
}
