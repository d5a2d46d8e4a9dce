using Workflows.Core.Commands;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.States;

public sealed class EventTests
{
    private const string TwoEvents = """
        name: events
        startAt: paid
        states:
          paid: { type: Event, event: payment, correlation: { "order.$": $.order }, timeout: 60, catch: [{ errorType: Timeout, next: late }], next: again }
          again: { type: Event, event: payment, end: true }
          late: { type: Fail, error: TooLate }
        """;

    [Fact]
    public void An_event_that_fits_is_taken_and_merged()
    {
        var execution = TestExecution.StartYaml(TwoEvents, """{"order":7}""");
        Send(execution, "e1", """{"order":8}""", """{"amount":1}""");
        Assert.Equal("paid", execution.CurrentState());
        Send(execution, "e2", """{"order":7}""", """{"amount":2}""");

        // The second state takes what came early and waits for no correlation.
        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
        execution.AssertData("""{"order":7,"amount":1}""");
        Assert.Equal([2, 1], execution.History.OfType<EventConsumed>().Select(taken => Sequence(execution, taken)));
    }

    [Fact]
    public void A_repeat_of_an_event_changes_nothing_even_after_it_was_taken()
    {
        var execution = TestExecution.StartYaml(TwoEvents, """{"order":7}""");
        Assert.Equal(CommandAnswer.Accepted, Send(execution, "e1", """{"order":7}""", "{}"));
        Assert.Equal(CommandAnswer.Unchanged, Send(execution, "e1", """{"order":7}""", "{}"));
        Assert.Equal("again", execution.CurrentState());
    }

    [Fact]
    public void A_state_that_waits_too_long_fails_with_a_timeout_that_can_be_caught()
    {
        var execution = TestExecution.StartYaml(TwoEvents, """{"order":7}""");
        execution.FireTimer();
        Assert.Equal((ExecutionStatus.Failed, "TooLate"), (execution.State.Status, execution.State.Error));
        Assert.Equal(CommandAnswer.AlreadyEnded, Send(execution, "e1", """{"order":7}""", "{}"));
    }

    [Theory]
    [InlineData("until: 2026-01-01T00:02:00Z")]
    [InlineData("untilPath: $.renewal")]
    [InlineData("timeout: 120")]
    [InlineData("timeoutPath: $.seconds")]
    public void A_state_gives_up_at_a_moment_or_after_a_time_of_the_document_or_of_the_data(string key)
    {
        var execution = TestExecution.StartYaml(
            $"name: renewal\nstartAt: paid\nstates:\n  paid: {{ type: Event, event: payment, {key}, end: true }}\n",
            """{"renewal":"2026-01-01T00:02:00Z","seconds":120}"""
        );
        execution.FireTimer();

        Assert.Equal((ExecutionStatus.Failed, "States.Timeout"), (execution.State.Status, execution.State.Error));
        Assert.Equal(TestExecution.Epoch.AddMinutes(2), execution.Now);
    }

    [Fact]
    public void An_event_that_came_early_is_taken_after_the_moment_too()
    {
        var execution = TestExecution.StartYaml(
            "name: late\nstartAt: nap\nstates:\n  nap: { type: Wait, seconds: 300, next: paid }\n  paid: { type: Event, event: payment, until: 2026-01-01T00:02:00Z, end: true }\n",
            "{}"
        );
        Send(execution, "e1", "1", """{"amount":1}""");
        execution.FireTimer();

        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
    }

    [Fact]
    public void A_retry_waits_for_the_event_again()
    {
        var execution = TestExecution.StartYaml(
            "name: asks\nstartAt: paid\nstates:\n  paid: { type: Event, event: payment, timeout: 60, retry: { errorType: Timeout, maxAttempts: 2, interval: 5 }, end: true }\n",
            "{}"
        );
        execution.FireTimer();
        execution.FireTimer();
        Assert.Equal((TestExecution.Epoch.AddSeconds(65), "paid"), (execution.Now, execution.CurrentState()));
        Send(execution, "e1", "1", """{"amount":1}""");

        execution.AssertData("""{"amount":1}""");
        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
    }

    [Fact]
    public void No_more_events_are_kept_than_the_limit()
    {
        var execution = TestExecution.StartYaml(TwoEvents, """{"order":7}""");
        for (var count = 0; count < 1_000; count++)
            Assert.Equal(CommandAnswer.Accepted, Send(execution, null, "1", "{}"));
        Assert.Equal(CommandAnswer.Refused, Send(execution, null, "1", "{}"));

        // One that somebody waits for needs no room.
        Assert.Equal(CommandAnswer.Accepted, Send(execution, null, """{"order":7}""", "{}"));
    }

    private static CommandAnswer Send(TestExecution execution, string? id, string correlation, string payload) =>
        execution.Send(new SendEvent("payment", TestExecution.Json(payload), id, TestExecution.Json(correlation))).Answer;

    private static int Sequence(TestExecution execution, EventConsumed taken) =>
        int.Parse(((EventReceived)execution.History[(int)taken.Event - 1]).Id![1..], System.Globalization.CultureInfo.InvariantCulture);
}
