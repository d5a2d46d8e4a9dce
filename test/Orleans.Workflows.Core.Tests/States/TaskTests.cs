using Workflows.Core.Commands;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.States;

public sealed class TaskTests
{
    private const string OneTask = """
        name: one
        startAt: work
        states:
          work: { type: Task, resource: shop.work, next: done }
          done: { type: Success }
        """;

    [Fact]
    public void A_start_schedules_the_first_task_in_its_own_row()
    {
        var execution = TestExecution.StartYaml(OneTask, """{"order":1}""");

        Assert.Single(execution.Rows);
        Assert.Equal(
            [EventKind.ExecutionStarted, EventKind.StepEntered, EventKind.TaskScheduled],
            execution.History.Select(happened => happened.Kind)
        );
        var task = execution.RunningTask();
        Assert.Equal(("shop.work", 1, "work", "x:1"), (task.Resource, task.Attempt, task.StepId, task.IdempotencyKey));
        TestExecution.AssertJson("""{"order":1}""", task.Input);
    }

    [Fact]
    public void Ten_tasks_cost_eleven_rows()
    {
        var states = string.Join(
            '\n',
            Enumerable.Range(0, 10).Select(i => $"  t{i}: {{ type: Task, resource: shop.t{i}, next: t{i + 1} }}")
        );
        var execution = TestExecution.StartYaml($"name: ten\nstartAt: t0\nstates:\n{states}\n  t10: {{ type: Success }}\n");
        for (var task = 0; task < 10; task++)
            execution.Complete("{}");

        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
        Assert.Equal(11, execution.Rows.Count);
    }

    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"b":3,"c":4}""", """{"a":1,"b":3,"c":4}""")]
    [InlineData("""{"a":1}""", "null", """{"a":1}""")]
    [InlineData("""{"a":1}""", "[1]", "[1]")]
    [InlineData("""{"a":1}""", "7", "7")]
    [InlineData("[1]", """{"a":1}""", """{"a":1}""")]
    [InlineData("[1]", "null", "[1]")]
    public void A_native_result_is_merged_into_the_data(string data, string result, string merged)
    {
        var execution = TestExecution.StartYaml(OneTask, data);
        execution.Complete(result);
        TestExecution.AssertJson(merged, execution.State.Output);
    }

    [Fact]
    public void An_ASL_result_replaces_the_data()
    {
        var program = Programs.FromJson(
            """{"StartAt":"Work","States":{"Work":{"Type":"Task","Resource":"arn:aws:lambda:eu-west-1:1:function:work","End":true}}}"""
        );
        var execution = new TestExecution(program);
        execution.Start("""{"a":1}""");
        execution.Complete("""{"b":2}""");
        TestExecution.AssertJson("""{"b":2}""", execution.State.Output);
    }

    [Theory]
    [InlineData("$.r", """{"a":1,"r":{"x":2}}""")]
    [InlineData("$.deep.er", """{"a":1,"deep":{"er":{"x":2}}}""")]
    [InlineData("$", """{"x":2}""")]
    [InlineData("null", """{"a":1}""")]
    public void A_result_path_says_where_the_result_goes(string path, string expected)
    {
        var execution = TestExecution.StartYaml(
            $"name: one\nstartAt: work\nstates:\n  work: {{ type: Task, resource: r, resultPath: {path}, end: true }}\n",
            """{"a":1}"""
        );
        execution.Complete("""{"x":2}""");
        TestExecution.AssertJson(expected, execution.State.Output);
    }

    [Fact]
    public void The_whole_way_of_the_data_is_walked_in_order()
    {
        var execution = TestExecution.StartYaml(
            """
            name: flow
            startAt: work
            states:
              work:
                type: Task
                resource: r
                inputPath: $.order
                input: { id.$: $.id, who.$: $$.execution.id, fixed: 1 }
                resultSelector: { sum.$: $.total }
                resultPath: $.priced
                output: { order.$: $.order, sum.$: $.priced.sum }
                end: true
            """,
            """{"order":{"id":7},"noise":true}"""
        );
        TestExecution.AssertJson("""{"id":7,"who":"x","fixed":1}""", execution.RunningTask().Input);
        execution.Complete("""{"total":12.50,"more":1}""");
        Assert.Equal("""{"order":{"id":7},"sum":12.50}""", execution.State.Output!.ToString());
    }

    [Fact]
    public void A_result_that_cannot_be_placed_fails_the_step_by_name()
    {
        var execution = TestExecution.StartYaml(
            "name: one\nstartAt: work\nstates:\n  work: { type: Task, resource: r, resultPath: $.a.b, end: true }\n",
            """{"a":1}"""
        );
        execution.Complete("{}");
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.ResultPathMatchFailure), (execution.State.Status, execution.State.Error));
    }

    [Fact]
    public void A_result_over_the_limit_fails_the_attempt()
    {
        var execution = TestExecution.StartYaml(OneTask);
        execution.Complete($"\"{new string('a', 256 * 1024)}\"");
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.DataLimitExceeded), (execution.State.Status, execution.State.Error));
        Assert.Contains(execution.History, happened => happened is TaskFailed { Error: ErrorNames.DataLimitExceeded });
    }

    [Fact]
    public void A_late_result_of_an_ended_execution_changes_nothing()
    {
        var execution = TestExecution.StartYaml(OneTask);
        execution.Send(new CancelExecution("enough", false));
        var decision = execution.Send(new CompleteTask(1, 1, JsonData.Null));
        Assert.Equal(CommandAnswer.Unchanged, decision.Answer);
        Assert.Equal((ExecutionStatus.Cancelled, "enough"), (execution.State.Status, execution.State.Cause));
        Assert.Empty(execution.Work);
    }

    [Fact]
    public void A_process_that_goes_down_five_times_fails_the_attempt()
    {
        var execution = TestExecution.StartYaml(OneTask);
        for (var crash = 1; crash <= 4; crash++)
        {
            execution.Send(new RedeliverTasks());
            Assert.Equal(crash, execution.RunningTask().Redeliveries);
        }

        execution.Send(new RedeliverTasks());
        Assert.Equal(
            (ExecutionStatus.Failed, ErrorNames.TaskFailed, "its process ended 5 times while it ran"),
            (execution.State.Status, execution.State.Error, execution.State.Cause)
        );
    }
}
