using Workflows.Core.Commands;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.Failure;

public sealed class RetryAndCatchTests
{
    private static string Task(string more) =>
        $$"""
            name: t
            startAt: work
            states:
              work:
                type: Task
                resource: r
                end: true
            {{string.Join('\n', more.Split('\n').Select(line => "    " + line))}}
              mended: { type: Pass, end: true }
            """.Replace(
            "  mended: { type: Pass, end: true }",
            more.Contains("mended", StringComparison.Ordinal) ? "  mended: { type: Pass, end: true }" : ""
        );

    [Fact]
    public void Retries_back_off_and_end_when_the_retrier_is_exhausted()
    {
        var execution = TestExecution.StartYaml(Task("retry: { maxAttempts: 4, interval: 2, backoffMultiplier: 3, maxInterval: 10 }"));
        foreach (var delay in new[] { 2, 6, 10 })
        {
            var failedAt = execution.Now;
            execution.Fail("Flaky");
            Assert.Equal(failedAt.AddSeconds(delay), execution.Timer().DueAt);
            execution.FireTimer();
        }

        Assert.Equal(4, execution.RunningTask().Attempt);
        Assert.Equal("x:1", execution.RunningTask().IdempotencyKey);
        execution.Fail("Flaky", "for good");
        Assert.Equal((ExecutionStatus.Failed, "Flaky", "for good"), (execution.State.Status, execution.State.Error, execution.State.Cause));
    }

    [Fact]
    public void One_attempt_means_no_retry()
    {
        var execution = TestExecution.StartYaml(Task("retry: { maxAttempts: 1 }"));
        execution.Fail("Flaky");
        Assert.Equal(ExecutionStatus.Failed, execution.State.Status);
    }

    [Fact]
    public void Full_jitter_stays_below_the_delay_and_is_recorded()
    {
        var execution = TestExecution.StartYaml(Task("retry: { interval: 100, jitter: full }"));
        execution.Fail("Flaky");
        var retry = Assert.Single(execution.History.OfType<TaskRetryScheduled>());
        Assert.InRange(retry.DueAt, TestExecution.Epoch, TestExecution.Epoch.AddSeconds(100));
        execution.Restart();
        Assert.Equal(retry.DueAt, execution.Timer().DueAt);
    }

    [Fact]
    public void Each_retrier_counts_for_itself_and_the_first_that_matches_decides()
    {
        var execution = TestExecution.StartYaml(
            Task("retry:\n  - { errorType: A, maxAttempts: 2, interval: 0 }\n  - { errorType: '*', maxAttempts: 2, interval: 0 }")
        );
        execution.Fail("A");
        execution.Fail("B");
        Assert.Equal(3, execution.RunningTask().Attempt);
        execution.Fail("A");
        Assert.Equal((ExecutionStatus.Failed, "A"), (execution.State.Status, execution.State.Error));
    }

    [Fact]
    public void A_caught_error_is_put_beside_the_data()
    {
        var execution = TestExecution.StartYaml(Task("catch: [{ errorType: PaymentError, next: mended }]"), """{"order":1}""");
        execution.Fail("PaymentError", "declined");
        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
        TestExecution.AssertJson("""{"order":1,"error":{"type":"PaymentError","cause":"declined"}}""", execution.State.Output);
    }

    [Fact]
    public void A_caught_error_takes_the_place_of_data_that_are_no_object()
    {
        var execution = TestExecution.StartYaml(Task("catch: [{ next: mended }]"), "[1]");
        execution.Fail("E");
        TestExecution.AssertJson("""{"error":{"type":"E"}}""", execution.State.Output);
    }

    [Theory]
    [InlineData("States.ALL", ErrorNames.Timeout, true)]
    [InlineData("States.ALL", ErrorNames.DataLimitExceeded, false)]
    [InlineData("States.ALL", ErrorNames.Runtime, false)]
    [InlineData("States.TaskFailed", "Anything", true)]
    [InlineData("States.TaskFailed", ErrorNames.Timeout, false)]
    [InlineData("Timeout", ErrorNames.Timeout, true)]
    [InlineData("PaymentError", "paymenterror", false)]
    public void A_matcher_matches_as_the_language_says(string matcher, string error, bool matches)
    {
        var execution = TestExecution.StartYaml(Task($"catch: [{{ errorType: {matcher}, next: mended }}]"));
        execution.Fail(error);
        Assert.Equal(matches ? ExecutionStatus.Succeeded : ExecutionStatus.Failed, execution.State.Status);
    }

    [Fact]
    public void A_resource_that_nobody_answers_for_is_caught_but_never_retried()
    {
        var execution = TestExecution.StartYaml(Task("retry: { maxAttempts: 9 }\ncatch: [{ next: mended }]"));
        execution.Fail(ErrorNames.ResourceNotFound);
        Assert.DoesNotContain(execution.History, happened => happened is TaskRetryScheduled);
        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
    }

    [Fact]
    public void A_timeout_that_nobody_catches_fails_the_execution()
    {
        var execution = TestExecution.StartYaml(Task("timeout: 5"));
        Assert.Equal(TimeSpan.FromSeconds(5), execution.RunningTask().Timeout);
        execution.Send(new TimeOutTask(1, 1, new WorkflowError(ErrorNames.Timeout, "took longer than 5 s")));
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.Timeout), (execution.State.Status, execution.State.Error));
        Assert.Contains(execution.History, happened => happened is TaskTimedOut);
    }

    [Fact]
    public void A_late_result_of_an_older_attempt_changes_nothing()
    {
        var execution = TestExecution.StartYaml(Task("retry: { interval: 0 }"));
        execution.Fail("Flaky");
        Assert.Equal(CommandAnswer.Unchanged, execution.Send(new CompleteTask(1, 1, JsonData.Null)).Answer);
        Assert.Equal(2, execution.RunningTask().Attempt);
    }
}
