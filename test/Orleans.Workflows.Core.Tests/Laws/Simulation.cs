using System.Text;
using Workflows.Core.Commands;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Language.Data;

namespace Workflows.Core.Laws;

/// <summary>
/// Runs an execution to its end with outcomes that are a function of seed and history alone: the same execution, interrupted or not, meets the same world.
/// </summary>
internal sealed class Simulation(WorkflowProgram program, int seed)
{
    private const int MostTransitions = 160;
    private const int MostRuns = 3;

    private static readonly string[] Errors = ["Flaky", "PaymentError", "Fatal", ErrorNames.TaskFailed, ErrorNames.ResourceNotFound];

    public TestExecution Execution { get; } = new(program);

    /// <param name="afterEach">What is done and checked after each transition.</param>
    public void Run(Action<TestExecution> afterEach)
    {
        Execution.Start($$"""{"n":{{new Random(seed).Next(10)}},"items":[{"n":1},{"n":2},{"n":3}]}""", new ExecutionParent("p", "call"));
        afterEach(Execution);
        for (var transition = 0; !Execution.State.Status.IsEnded() || Execution.Work.Count > 0; transition++)
        {
            Assert.True(transition < 3_000, "The execution does not come to its end.");
            Execution.GoOn(afterEach);
            var random = new Random(HashCode(seed, (int)Execution.State.LastSequence));
            if (Execution.State.Status.IsEnded() && Execution.Work.Count == 0)
                return;
            if (Execution.State.Status.IsEnded())
                Settle(random);
            else if (Execution.State.Status == ExecutionStatus.Running && (transition > MostTransitions || random.Next(60) == 0))
                Execution.Send(new CancelExecution("enough", Compensate: random.Next(2) == 0));
            else
                Step(random);
            afterEach(Execution);
        }
    }

    private void Settle(Random random)
    {
        if (
            Execution.State.Run < MostRuns
            && random.Next(4) == 0
            && Execution.Send(new RedriveExecution()).Answer == CommandAnswer.Accepted
        )
            return;

        var work = Execution.Work.Values.OrderBy(one => one.Step).First();
        Execution.Send(
            work switch
            {
                CancelChild cancel => new AcknowledgeCancel(cancel.Child),
                NotifyParent => new AcknowledgeParent(),
                _ => throw new InvalidOperationException($"An execution that has ended still wants {work}."),
            }
        );
    }

    private void Step(Random random)
    {
        if (Execution.State.Status == ExecutionStatus.Running && random.Next(6) == 0)
        {
            SendEvent(random);
            return;
        }

        // A due time of the execution is met by waiting for it only when nothing else is left to wait for.
        var steps = Execution.Work.Values.Where(work => work.Step != StartTimer.ExecutionTimeout).OrderBy(work => work.Step).ToList();
        if (steps.Count == 0 && Execution.Work.Count == 0)
        {
            // What has nothing under way waits for somebody outside, or it would wait for ever.
            Assert.Contains(Execution.State.Steps.Values, step => step.Phase is StepPhase.Listening or StepPhase.Outside);
            SendEvent(random);
            return;
        }

        var work = steps.Count > 0 ? steps[random.Next(steps.Count)] : Execution.Work.Values.Single();
        switch (work)
        {
            case CancelChild cancel:
                Execution.Send(new AcknowledgeCancel(cancel.Child));
                break;
            case StartTimer timer:
                Fire(timer.Step, timer.DueAt, random);
                break;
            case StartChild or RunTask { Token: not null } when random.Next(2) == 0:
                Execution.Send(new SubmitTask(work.Step, work.Attempt));
                break;
            case { WakeAt: { } dueAt } when random.Next(4) == 0:
                Fire(work.Step, dueAt, random);
                break;
            case OfferTask or AwaitChild when random.Next(4) == 0:
                Execution.Send(new HeartbeatTask(work.Step, work.Attempt));
                Finish(Execution.Work[work.Step], random);
                break;
            default:
                Finish(work, random);
                break;
        }
    }

    private void SendEvent(Random random)
    {
        var id = random.Next(3) == 0 ? $"e{random.Next(4)}" : null;
        var correlation = random.Next(2) == 0 ? null : TestExecution.Json($"{random.Next(2)}");
        Execution.Send(
            new SendEvent(random.Next(2) == 0 ? "paid" : "shipped", TestExecution.Json($$"""{"n":{{random.Next(10)}}}"""), id, correlation)
        );
    }

    private void Fire(int step, DateTimeOffset dueAt, Random random)
    {
        if (dueAt > Execution.Now)
        {
            Execution.Now = dueAt.AddTicks(-1);
            AssertUnchanged(new FireTimer(step), "early");
        }

        var due = dueAt.AddMilliseconds(random.Next(3));
        Execution.Now = due > Execution.Now ? due : Execution.Now;
        var isOver = Execution.Work.TryGetValue(StartTimer.ExecutionTimeout, out var limit) && limit.WakeAt <= Execution.Now;
        Execution.Send(new FireTimer(isOver ? StartTimer.ExecutionTimeout : step));
    }

    private void Finish(OutstandingWork task, Random random)
    {
        Execution.Now = Execution.Now.AddMilliseconds(random.Next(2_000));
        AssertUnchanged(new CompleteTask(task.Step, task.Attempt - 1, JsonData.Null), "late");
        AssertUnchanged(new FailTask(task.Step, task.Attempt + 1, new WorkflowError("Flaky", null)), "from another attempt");
        if (task.WakeAt is null)
            AssertUnchanged(new FireTimer(task.Step), "for a step that waits for no moment");
        Execution.Send(Outcome(task, random));
    }

    private static Command Outcome(OutstandingWork task, Random random) =>
        random.Next(10) switch
        {
            0 => new RedeliverTasks(),
            1 => new TimeOutTask(task.Step, task.Attempt, new WorkflowError(ErrorNames.Timeout, "too slow")),
            2 or 3 or 4 => new FailTask(task.Step, task.Attempt, new WorkflowError(Errors[random.Next(Errors.Length)], "drawn")),
            5 => new CompleteTask(task.Step, task.Attempt, TestExecution.Json(random.Next(2) == 0 ? "null" : "[1,2]")),
            _ => new CompleteTask(task.Step, task.Attempt, TestExecution.Json($$"""{"n":{{random.Next(10)}}}""")),
        };

    private void AssertUnchanged(Command command, string why)
    {
        var before = Execution.State;
        var decision = Execution.Send(command);
        Assert.True(decision.Events.IsEmpty && ReferenceEquals(before, decision.State), $"{command} came {why} and changed something");
    }

    private static int HashCode(int one, int other) => unchecked((one * 397) ^ (other * 7919));
}
