using Workflows.Core.Commands;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.States;

public sealed class WaitTests
{
    private static string Waiting(string how) => $"name: w\nstartAt: pause\nstates:\n  pause: {{ type: Wait, {how}, end: true }}\n";

    [Theory]
    [InlineData("seconds: 90", "{}", 90)]
    [InlineData("duration: PT1H30M", "{}", 5400)]
    [InlineData("until: '2026-01-02T00:00:00Z'", "{}", 86400)]
    [InlineData("until: '2026-01-01T02:00:00+01:00'", "{}", 3600)]
    [InlineData("secondsPath: $.s", """{"s":1.5}""", 1.5)]
    [InlineData("untilPath: $.u", """{"u":"2026-01-01T00:00:10Z"}""", 10)]
    public void A_wait_ends_at_its_moment_and_never_early(string how, string input, double seconds)
    {
        var execution = TestExecution.StartYaml(Waiting(how), input);
        Assert.Equal(TestExecution.Epoch.AddSeconds(seconds), execution.Timer().DueAt);

        execution.Now = execution.Timer().DueAt.AddMilliseconds(-1);
        Assert.Equal(CommandAnswer.Unchanged, execution.Send(new FireTimer(1)).Answer);
        execution.FireTimer();
        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
        TestExecution.AssertJson(input, execution.State.Output);
    }

    [Theory]
    [InlineData("seconds: 0", "{}")]
    [InlineData("until: '2020-01-01T00:00:00Z'", "{}")]
    public void A_moment_that_is_past_goes_on_in_the_same_row(string how, string input)
    {
        var execution = TestExecution.StartYaml(Waiting(how), input);
        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
        Assert.Single(execution.Rows);
    }

    [Theory]
    [InlineData("secondsPath: $.s", """{"s":-1}""")]
    [InlineData("secondsPath: $.s", """{"s":"ten"}""")]
    [InlineData("secondsPath: $.s", "{}")]
    [InlineData("secondsPath: $.s", """{"s":1e10}""")]
    [InlineData("untilPath: $.u", """{"u":"tomorrow"}""")]
    [InlineData("untilPath: $.u", """{"u":"2026-01-01T00:00:10"}""")]
    [InlineData("untilPath: $.u", """{"u":"2026-01-01T00:00:10 Z"}""")]
    [InlineData("untilPath: $.u", """{"u":"2099-01-01T00:00:10Z"}""")]
    [InlineData("untilPath: $.u", """{"u":"9999-12-31T23:59:59.9999999Z"}""")]
    [InlineData("until: '9999-12-31T23:59:59.9999999Z'", "{}")]
    public void What_is_no_moment_is_a_runtime_error(string how, string input)
    {
        var execution = TestExecution.StartYaml(Waiting(how), input);
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.Runtime), (execution.State.Status, execution.State.Error));
    }

    [Fact]
    public void The_timeout_of_the_execution_ends_a_wait()
    {
        var execution = new TestExecution(Programs.FromYaml("timeout: 60\n" + Waiting("seconds: 90")));
        execution.Start("{}", timeout: TimeSpan.FromSeconds(30));
        execution.Now = TestExecution.Epoch.AddSeconds(29);
        Assert.Equal(CommandAnswer.Unchanged, execution.Send(new FireTimer(0)).Answer);
        execution.Now = TestExecution.Epoch.AddSeconds(30);
        execution.Send(new FireTimer(0));
        Assert.Equal((ExecutionStatus.TimedOut, ErrorNames.Timeout), (execution.State.Status, execution.State.Error));
        Assert.Empty(execution.Work);
    }

    [Fact]
    public void A_clock_that_is_behind_does_not_take_the_history_back()
    {
        var execution = TestExecution.StartYaml("name: t\nstartAt: a\nstates:\n  a: { type: Task, resource: r, end: true }\n");
        execution.Now = TestExecution.Epoch.AddHours(-1);
        execution.Complete("{}");
        Assert.Equal(TestExecution.Epoch, execution.State.EndedAt);
    }
}
