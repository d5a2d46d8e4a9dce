using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.States;

public sealed class ChoiceAndPassTests
{
    private const string Sized = """
        name: sized
        startAt: size
        states:
          size:
            type: Choice
            choices:
              - condition: { variable: $.total, numericGreaterThan: 100 }
                next: large
            default: small
          large: { type: Pass, result: { size: large }, end: true }
          small: { type: Pass, result: { size: small }, end: true }
        """;

    [Theory]
    [InlineData("""{"total":101}""", "large")]
    [InlineData("""{"total":100}""", "small")]
    [InlineData("""{"total":"101"}""", "small")]
    [InlineData("{}", "small")]
    public void The_first_condition_that_holds_decides_and_else_the_default(string input, string size)
    {
        var execution = TestExecution.StartYaml(Sized, input);
        Assert.Single(execution.Rows);
        Assert.Equal(size, execution.State.Output!.Root.GetProperty("size").GetString());
    }

    [Fact]
    public void No_choice_and_no_default_is_an_error_of_its_own()
    {
        var execution = TestExecution.StartYaml(
            Sized.Replace("    default: small\n", "").Replace("  small: { type: Pass, result: { size: small }, end: true }", "")
        );
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.NoChoiceMatched), (execution.State.Status, execution.State.Error));
    }

    [Fact]
    public void A_loop_without_work_ends_with_a_clear_cause()
    {
        var execution = TestExecution.StartYaml(
            """
            name: loop
            startAt: again
            states:
              again: { type: Choice, choices: [{ condition: { variable: $.go, isPresent: false }, next: turn }], default: out }
              turn: { type: Pass, next: again }
              out: { type: Success }
            """
        );
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.Runtime), (execution.State.Status, execution.State.Error));
        Assert.Contains("loop endlessly", execution.State.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_over_tasks_ends_at_the_limit_of_events()
    {
        var program = Programs.FromYaml(
            """
            name: loop
            startAt: work
            states:
              work: { type: Task, resource: r, next: again }
              again: { type: Choice, choices: [{ condition: { variable: $.stop, isPresent: true }, next: out }], default: work }
              out: { type: Success }
            """
        );
        var execution = new TestExecution(program with { Limits = ExecutionLimits.Native with { MaxEvents = 100 } });
        execution.Start();
        while (execution.State.Status == ExecutionStatus.Running)
            execution.Complete("{}");
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.Runtime), (execution.State.Status, execution.State.Error));
        Assert.InRange(execution.State.LastSequence, 100, 110);
    }
}
