using System.Text;
using Workflows.Core.Commands;
using Workflows.Core.Encoding;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Language.Data;

namespace Workflows.Core.Laws;

/// <summary>
/// Runs an execution to its end with outcomes that are a function of seed and history alone: the same execution, interrupted or not, meets the same world.
/// </summary>
internal sealed class Simulation(WorkflowProgram program, int seed)
{
    private const int MostTransitions = 120;

    private static readonly string[] Errors = ["Flaky", "PaymentError", "Fatal", ErrorNames.TaskFailed, ErrorNames.ResourceNotFound];

    public TestExecution Execution { get; } = new(program);

    /// <param name="afterEach">What is done and checked after each transition.</param>
    public void Run(Action<TestExecution> afterEach)
    {
        Execution.Start($$"""{"n":{{new Random(seed).Next(10)}}}""");
        afterEach(Execution);
        for (var transition = 0; Execution.State.Status == ExecutionStatus.Running; transition++)
        {
            var random = new Random(HashCode(seed, (int)Execution.State.LastSequence));
            if (transition > MostTransitions || random.Next(60) == 0)
                Execution.Send(new CancelExecution("enough", Compensate: false));
            else
                Step(random);
            afterEach(Execution);
        }
    }

    private void Step(Random random)
    {
        // A due time of the execution is met by waiting for it only when nothing else is left to wait for.
        var steps = Execution.Work.Values.Where(work => work.Step != StartTimer.ExecutionTimeout).OrderBy(work => work.Step).ToList();
        var work = steps.Count > 0 ? steps[random.Next(steps.Count)] : Execution.Work.Values.Single();
        if (work is StartTimer timer)
            Fire(timer, random);
        else
            Finish((RunTask)work, random);
    }

    private void Fire(StartTimer timer, Random random)
    {
        if (timer.DueAt > Execution.Now)
        {
            Execution.Now = timer.DueAt.AddTicks(-1);
            AssertUnchanged(new FireTimer(timer.Step), "early");
        }

        Execution.Now = timer.DueAt.AddMilliseconds(random.Next(3));
        var isOver = Execution.Work.TryGetValue(StartTimer.ExecutionTimeout, out var limit) && ((StartTimer)limit).DueAt <= Execution.Now;
        Execution.Send(new FireTimer(isOver ? StartTimer.ExecutionTimeout : timer.Step));
    }

    private void Finish(RunTask task, Random random)
    {
        Execution.Now = Execution.Now.AddMilliseconds(random.Next(2_000));
        AssertUnchanged(new CompleteTask(task.Step, task.Attempt - 1, JsonData.Null), "late");
        AssertUnchanged(new FailTask(task.Step, task.Attempt + 1, new WorkflowError("Flaky", null)), "from another attempt");
        AssertUnchanged(new FireTimer(task.Step), "for a step that waits for no moment");
        Execution.Send(Outcome(task, random));
    }

    private static Command Outcome(RunTask task, Random random) =>
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
