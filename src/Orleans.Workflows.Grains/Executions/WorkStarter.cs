using System.Diagnostics;
using Workflows.Core.Commands;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tasks.Mocks;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Grains.Executions;

/// <summary>
/// Knows for each kind of outstanding work who does it. A mock for exactly the text of a resource with a scheme stands for whoever the scheme means, as a whole:
/// its answer is the outcome of the task, no queue, child or callback is involved. Only a <c>.waitForTaskToken</c> still waits: the mock stands for the service that is
/// asked, which takes the request and the token in it.
/// </summary>
internal sealed class WorkStarter(TaskDispatcher tasks, Relatives relatives, MockExecutor mocks)
{
    /// <summary>Whether somebody in this process has to work for it, as long as it is outstanding; everything else is a wait.</summary>
    public bool RunsHere(OutstandingWork work) =>
        work.Kind switch
        {
            WorkKind.RunTask or WorkKind.StartChild or WorkKind.CancelChild or WorkKind.NotifyParent or WorkKind.Continuation => true,
            WorkKind.OfferTask => IsMocked((OfferTask)work),
            WorkKind.StartTimer or WorkKind.AwaitChild => false,
            WorkKind.None => throw new InvalidOperationException("Work of no kind is nobody's."),
        };

    /// <summary>Starts what <see cref="RunsHere"/>.</summary>
    public IUnderWay Start(ExecutionState state, OutstandingWork work, ITaskOutcomeSink sink)
    {
        if (work is TaskWork mocked && IsMocked(mocked))
            return tasks.StartMock(MockedAttemptOf(state, mocked), mocks, sink, isRequestOnly: TakesRequest(mocked.Target));

        return work.Kind switch
        {
            WorkKind.RunTask => tasks.Start(AttemptOf(state, (RunTask)work), sink),
            WorkKind.StartChild => relatives.Start((StartChild)work, state, sink),
            WorkKind.CancelChild => relatives.Cancel((CancelChild)work, state, sink),
            WorkKind.NotifyParent => relatives.Notify((NotifyParent)work, state, sink),
            WorkKind.Continuation => Delivered.At(sink, new ContinueStep(work.Step)),
            WorkKind.OfferTask or WorkKind.StartTimer or WorkKind.AwaitChild or WorkKind.None => throw new InvalidOperationException(
                $"Work of the kind {work.Kind} is not done here."
            ),
        };
    }

    // A handler comes before the mock of its name.
    private bool IsMocked(TaskWork work)
    {
        var isName = work.Target.Kind == TaskResourceKind.Handler && work.Target.Text == work.Target.Name;
        return !isName && mocks.Answers(work.Target.Text);
    }

    private static bool TakesRequest(TaskResource target) => target is { WaitsForToken: true, Kind: not TaskResourceKind.Callback };

    private TaskAttempt AttemptOf(ExecutionState state, RunTask task) =>
        AttemptOf(state, task, task.Resource, task.Input) with
        {
            Redeliveries = task.Redeliveries,
            Timeout = task.Timeout,
            HeartbeatTimeout = task.Heartbeat,
            Token = task.Token,
            IsWatched = task.WakeAt is not null,
            CallbackUrl = task.Token is null ? null : tasks.CallbackUrlOf(task.Token),
        };

    private TaskAttempt MockedAttemptOf(ExecutionState state, TaskWork work) =>
        work is RunTask task
            ? AttemptOf(state, task) with
            {
                Resource = work.Target.Text,
            }
            : AttemptOf(state, work, work.Target.Text, work.TaskInput);

    private static TaskAttempt AttemptOf(ExecutionState state, TaskWork work, string resource, JsonData input) =>
        new()
        {
            ExecutionId = state.Id,
            Workflow = state.Workflow,
            Step = work.Step,
            StepId = work.StepId,
            State = work.State,
            Resource = resource,
            Attempt = work.Attempt,
            IdempotencyKey = work.IdempotencyKey,
            Input = input,
            TraceContext = Activity.Current?.Context ?? default,
        };
}
