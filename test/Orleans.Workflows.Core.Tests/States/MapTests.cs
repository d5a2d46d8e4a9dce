using Workflows.Core.Commands;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Language.Data;

namespace Workflows.Core.States;

public sealed class MapTests
{
    private const string Lines = """
        name: lines
        startAt: each
        states:
          each:
            type: Map
            itemsPath: $.lines
            itemSelector: { "sku.$": $$.map.item.value, "at.$": $$.map.item.index }
            iterator:
              startAt: pick
              states: { pick: { type: Task, resource: stock.pick, resultPath: $.picked, end: true } }
            resultPath: $.picked
            end: true
        """;

    [Fact]
    public void No_more_iterations_run_at_once_than_allowed_and_they_begin_in_order()
    {
        var execution = TestExecution.StartYaml(
            Lines.Replace("resultPath: $.picked\n    end", "maxConcurrency: 2\n    resultPath: $.picked\n    end"),
            """{"lines":["a","b","c"]}"""
        );
        Assert.Equal(["each[0]/pick", "each[1]/pick"], Open(execution));
        Complete(execution, "each[1]/pick");
        Assert.Equal(["each[0]/pick", "each[2]/pick"], Open(execution));
        Complete(execution, "each[0]/pick");
        Complete(execution, "each[2]/pick");

        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
        execution.AssertData(
            """{"lines":["a","b","c"],"picked":[{"sku":"a","at":0,"picked":1},{"sku":"b","at":1,"picked":1},{"sku":"c","at":2,"picked":1}]}"""
        );
    }

    [Fact]
    public void A_map_of_nothing_is_done_at_once()
    {
        var execution = TestExecution.StartYaml(Lines, """{"lines":[]}""");
        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
        execution.AssertData("""{"lines":[],"picked":[]}""");
    }

    [Theory]
    [InlineData("toleratedFailureCount: 1", 1, ExecutionStatus.Succeeded)]
    [InlineData("toleratedFailureCount: 1", 2, ExecutionStatus.Failed)]
    [InlineData("toleratedFailurePercentage: 50", 2, ExecutionStatus.Succeeded)]
    [InlineData("toleratedFailurePercentage: 49", 2, ExecutionStatus.Failed)]
    public void As_many_iterations_may_fail_as_are_tolerated(string tolerance, int failures, ExecutionStatus expected)
    {
        var execution = TestExecution.StartYaml(
            Lines.Replace("type: Map", $"type: Map\n    {tolerance}"),
            """{"lines":["a","b","c","d"]}"""
        );
        for (var index = 0; index < failures; index++)
            Fail(execution, $"each[{index}]/pick");
        foreach (var open in Open(execution).ToList())
            Complete(execution, open);

        Assert.Equal(expected, execution.State.Status);
        if (expected == ExecutionStatus.Failed)
            Assert.Equal(ErrorNames.ExceedToleratedFailureThreshold, execution.State.Error);
        else
            Assert.Contains(
                """{"index":0,"error":{"type":"OutOfStock","cause":"none left"}}""",
                execution.State.Output!.ToString(),
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void An_iteration_that_fails_takes_the_map_down_with_its_own_error_where_nothing_is_tolerated()
    {
        var execution = TestExecution.StartYaml(Lines, """{"lines":["a","b"]}""");
        Fail(execution, "each[1]/pick");
        Assert.Equal((ExecutionStatus.Failed, "OutOfStock"), (execution.State.Status, execution.State.Error));
        Assert.Empty(execution.Work);
    }

    [Fact]
    public void Ten_thousand_items_cost_ten_times_what_a_thousand_cost()
    {
        var (small, large) = (Journal(1_000), Journal(10_000));
        Assert.InRange((double)large.Bytes / small.Bytes, 8, 12);
        Assert.InRange((double)large.Events / small.Events, 9, 11);
    }

    [Fact]
    public void More_items_than_the_limit_are_refused_before_any_begins()
    {
        var execution = TestExecution.StartYaml(Lines, $$"""{"lines":[{{string.Join(',', Enumerable.Repeat("1", 10_001))}}]}""");
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.DataLimitExceeded), (execution.State.Status, execution.State.Error));
        Assert.DoesNotContain(execution.History, happened => happened is IterationStarted);
    }

    private static (long Bytes, int Events) Journal(int items)
    {
        var execution = TestExecution.StartYaml(
            Lines.Replace("itemSelector: { \"sku.$\": $$.map.item.value, \"at.$\": $$.map.item.index }", "maxConcurrency: 100"),
            $$"""{"lines":[{{string.Join(',', Enumerable.Range(0, items).Select(item => $$"""{"sku":{{item}}}"""))}}]}"""
        );
        while (execution.State.Status == ExecutionStatus.Running)
        {
            var task = execution.Work.Values.OfType<RunTask>().First();
            execution.Send(new CompleteTask(task.Step, task.Attempt, TestExecution.Json("1")));
        }

        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
        return (execution.Rows.Sum(row => (long)row.Length), execution.History.Count);
    }

    private static IEnumerable<string> Open(TestExecution execution) =>
        execution.Work.Values.OfType<RunTask>().OrderBy(task => task.Step).Select(task => task.StepId);

    private static RunTask Find(TestExecution execution, string stepId) =>
        execution.Work.Values.OfType<RunTask>().Single(task => task.StepId == stepId);

    private static void Complete(TestExecution execution, string stepId)
    {
        var task = Find(execution, stepId);
        execution.Send(new CompleteTask(task.Step, task.Attempt, TestExecution.Json("1")));
    }

    private static void Fail(TestExecution execution, string stepId)
    {
        var task = Find(execution, stepId);
        execution.Send(new FailTask(task.Step, task.Attempt, new WorkflowError("OutOfStock", "none left")));
    }
}
