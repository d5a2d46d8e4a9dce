using Workflows.Core.Commands;
using Workflows.Core.Events;
using Workflows.Core.History;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Language.Data;

namespace Workflows.Core.States;

public sealed class ParallelTests
{
    private const string TwoBranches = """
        name: two
        startAt: both
        states:
          both:
            type: Parallel
            branches:
              - startAt: charge
                states: { charge: { type: Task, resource: payment.charge, end: true } }
              - startAt: reserve
                states: { reserve: { type: Task, resource: stock.reserve, end: true } }
            resultPath: $.results
            next: done
          done: { type: Success }
        """;

    [Fact]
    public void Outputs_stand_in_the_order_of_the_branches_whichever_ends_first()
    {
        var execution = TestExecution.StartYaml(TwoBranches, """{"order":7}""");
        Complete(execution, "both[1]/reserve", """{"reserved":true}""");
        Complete(execution, "both[0]/charge", """{"charged":true}""");

        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
        execution.AssertData("""{"order":7,"results":[{"order":7,"charged":true},{"order":7,"reserved":true}]}""");
    }

    [Fact]
    public void A_branch_that_fails_stops_the_others_and_the_failed_step_is_told_from_the_stopped_ones()
    {
        var execution = TestExecution.StartYaml(TwoBranches.Replace("resultPath:", "catch: [{ next: done }]\n    resultPath:"));
        var charge = Find(execution, "both[0]/charge");
        execution.Send(new FailTask(charge.Step, charge.Attempt, new WorkflowError("CardDeclined", "no money")));

        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
        Assert.Empty(execution.Work);
        var steps = StepHistory.Read(execution.Program, execution.History).ToDictionary(step => step.Id, step => step.Status);
        Assert.Equal(StepStatus.Caught, steps["both"]);
        Assert.Equal(StepStatus.Failed, steps["both[0]/charge"]);
        Assert.Equal(StepStatus.Cancelled, steps["both[1]/reserve"]);
        execution.AssertData("""{"error":{"type":"CardDeclined","cause":"no money"}}""");
    }

    [Fact]
    public void A_retry_of_the_whole_runs_all_branches_again_under_ids_of_their_own()
    {
        var retried = TwoBranches.Replace("resultPath:", "retry: { errorType: Flaky, maxAttempts: 2, interval: 5 }\n    resultPath:");
        var execution = TestExecution.StartYaml(retried);
        Complete(execution, "both[1]/reserve", "{}");
        var charge = Find(execution, "both[0]/charge");
        execution.Send(new FailTask(charge.Step, charge.Attempt, new WorkflowError("Flaky", null)));
        execution.FireTimer();

        Assert.Equal(["both!2[0]/charge", "both!2[1]/reserve"], Tasks(execution).Select(task => task.StepId));
    }

    [Fact]
    public void An_error_that_nobody_answers_for_leaves_everything_open_for_a_redrive()
    {
        var execution = TestExecution.StartYaml(TwoBranches);
        Complete(execution, "both[1]/reserve", """{"reserved":true}""");
        var charge = Find(execution, "both[0]/charge");
        execution.Send(new FailTask(charge.Step, charge.Attempt, new WorkflowError("CardDeclined", null)));
        Assert.Equal((ExecutionStatus.Failed, "CardDeclined"), (execution.State.Status, execution.State.Error));

        Assert.Equal(CommandAnswer.Accepted, execution.Send(new RedriveExecution()).Answer);
        Assert.Equal(["both[0]/charge"], Tasks(execution).Select(task => task.StepId));
        Complete(execution, "both[0]/charge", """{"charged":true}""");
        Assert.Equal((ExecutionStatus.Succeeded, 2), (execution.State.Status, execution.State.Run));
        Assert.Single(execution.History.OfType<ExecutionRedriven>());
    }

    [Fact]
    public void A_branch_that_was_about_to_begin_when_another_failed_begins_with_the_redrive()
    {
        var execution = TestExecution.StartYaml(
            """
            name: p
            startAt: both
            states:
              both:
                type: Parallel
                branches:
                  - { startAt: choose, states: { choose: { type: Choice, choices: [{ condition: { variable: $.n, equals: 1 }, next: go }] }, go: { type: Success } } }
                  - { startAt: reserve, states: { reserve: { type: Task, resource: reserve, end: true } } }
                end: true
            """,
            """{"n":2}"""
        );
        Assert.Equal(ExecutionStatus.Failed, execution.State.Status);

        execution.Send(new RedriveExecution());

        // The choice fails again; what matters is that the other branch is not forgotten.
        Assert.Equal(
            ["choose", "reserve"],
            execution.State.StoppedSteps.Values.Where(step => step.Scope != Scope.Top).Select(step => step.State)
        );
        Assert.Equal(2, execution.State.Run);
    }

    private static IEnumerable<RunTask> Tasks(TestExecution execution) =>
        execution.Work.Values.OfType<RunTask>().OrderBy(task => task.Step);

    private static RunTask Find(TestExecution execution, string stepId) => Tasks(execution).Single(task => task.StepId == stepId);

    private static void Complete(TestExecution execution, string stepId, string result)
    {
        var task = Find(execution, stepId);
        execution.Send(new CompleteTask(task.Step, task.Attempt, TestExecution.Json(result)));
    }
}
