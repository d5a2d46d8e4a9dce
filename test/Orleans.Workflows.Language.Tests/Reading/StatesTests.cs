using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Tests.Reading;

public sealed class StatesTests
{
    [Fact]
    public void All_problems_come_at_once_in_the_order_of_the_document()
    {
        var result = Definitions.Yaml(
            """
            name: several
            startAt: first
            tmeout: 5
            states:
              first:
                type: Task
                resource: 5
                next: secnd
                retry: {maxAttempts: 0}
              second:
                type: Success
                next: first
            """
        );
        Assert.Equal(
            [
                (3, "$.tmeout", ProblemCodes.UnknownKey),
                (7, "$.states.first.resource", ProblemCodes.WrongType),
                (8, "$.states.first.next", ProblemCodes.UnknownNext),
                (9, "$.states.first.retry.maxAttempts", ProblemCodes.InvalidValue),
                (12, "$.states.second.next", ProblemCodes.UnknownKey),
            ],
            result.Problems.Select(problem => (problem.Position.Line, problem.Position.Path, problem.Code))
        );
        Assert.Contains("Did you mean 'timeout'?", result.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'second'?", result.Problems[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_way_into_another_branch_does_not_exist()
    {
        var result = Definitions.Yaml(
            Definitions.OneState("type: Parallel\nend: true\nbranches: [{startAt: a, states: {a: {type: Pass, next: only}}}]")
        );
        Assert.Contains(
            result.Problems,
            problem => problem.Code == ProblemCodes.UnknownNext && problem.Message.Contains("another graph", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_parallel_state_replaces_the_data_and_has_its_branches()
    {
        var definition = Definitions.Valid(
            Definitions.OneState(
                "type: Parallel\nend: true\nbranches: [{startAt: a, states: {a: {type: Success}}}, {startAt: b, states: {b: {type: Success}}}]"
            )
        );
        var parallel = Assert.IsType<ParallelState>(definition.States["only"]);
        Assert.Equal(["a", "b"], parallel.Branches.Select(branch => branch.StartAt));
        Assert.Equal(ResultPlacement.Replace, parallel.ResultPath);
        Assert.Equal(["a", "b", "only"], definition.States.Keys.Order());
    }

    [Fact]
    public void A_map_state_is_read_with_its_iterator_and_limits()
    {
        var definition = Definitions.Valid(
            Definitions.OneState(
                """
                type: Map
                end: true
                itemsPath: $.orders
                itemSelector: {order.$: $$.map.item.value}
                maxConcurrency: 5
                toleratedFailurePercentage: 2.5
                iterator: {startAt: a, states: {a: {type: Success}}}
                """
            )
        );
        var map = Assert.IsType<MapState>(definition.States["only"]);
        Assert.Equal(("$.orders", 5d, 2.5), (map.ItemsPath.Text, map.MaxConcurrency!.Literal, map.ToleratedFailurePercentage!.Literal));
    }

    [Fact]
    public void An_event_state_and_a_compensation_are_read()
    {
        var definition = Definitions.Valid(
            """
            name: both
            startAt: pay
            states:
              pay:
                type: Task
                resource: payment.charge
                heartbeat: 5
                timeout: PT1M
                idempotency: attempt
                compensate: {resource: payment.reverse, when: started, retry: {maxAttempts: 9}}
                next: wait
              wait: {type: Event, event: shipped, correlation: {id.$: $.id}, timeout: P1D, end: true}
            """
        );
        var task = Assert.IsType<TaskState>(definition.States["pay"]);
        Assert.True(task.IsIdempotencyPerAttempt);
        Assert.Equal(
            ("payment.reverse", true, 8),
            (task.Compensate!.Task.Resource, task.Compensate.CoversStarted, task.Compensate.Task.Retriers[0].MaxRetries)
        );
        var wait = Assert.IsType<EventState>(definition.States["wait"]);
        Assert.Equal(("shipped", TimeSpan.FromDays(1), ResultPlacement.Merge), (wait.Event, wait.Timeout!.Literal, wait.ResultPath));
    }

    [Theory]
    [InlineData("seconds: 1.5", 1.5)]
    [InlineData("seconds: 0", 0)]
    [InlineData("duration: PT1H30M", 5400)]
    [InlineData("duration: P1W2DT0.25S", 777600.25)]
    public void A_wait_is_a_number_of_seconds_or_a_duration(string key, double seconds)
    {
        var wait = Assert.IsType<WaitState>(Definitions.Valid(Definitions.OneState("type: Wait\nend: true\n" + key)).States["only"]);
        Assert.Equal(TimeSpan.FromSeconds(seconds), wait.Duration!.Literal);
    }

    [Theory]
    [InlineData("P1Y")]
    [InlineData("PT")]
    [InlineData("P")]
    [InlineData("-PT1S")]
    [InlineData("P9999999W")]
    [InlineData("ten minutes")]
    [InlineData("PT٣M")]
    [InlineData("PT1٣S")]
    [InlineData(" PT1S")]
    public void What_has_no_fixed_length_within_ten_years_is_no_duration(string text) =>
        Assert.Equal(
            [ProblemCodes.InvalidDuration],
            Definitions.Yaml(Definitions.OneState($"type: Wait\nend: true\nduration: \"{text}\"")).Codes()
        );

    [Theory]
    [InlineData("*", ErrorNames.All)]
    [InlineData("Timeout", ErrorNames.Timeout)]
    [InlineData("States.TaskFailed", ErrorNames.TaskFailed)]
    [InlineData("CardDeclined", "CardDeclined")]
    public void Reserved_error_names_are_written_out(string written, string name)
    {
        var definition = Definitions.Valid(
            Definitions.OneState($"type: Task\nend: true\nresource: a\nretry: {{errorTypes: [\"{written}\"]}}")
        );
        Assert.Equal([name], ((TaskState)definition.States["only"]).Retriers[0].Errors.Names);
    }

    [Fact]
    public void What_stands_behind_a_catcher_of_everything_is_never_asked() =>
        Assert.Equal(
            [ProblemCodes.InvalidErrorName],
            Definitions
                .Yaml(
                    "name: a\nstartAt: a\nstates:\n  a: {type: Task, resource: a, end: true, catch: [{next: b}, {errorType: X, next: b}]}\n  b: {type: Fail}"
                )
                .Codes()
        );
}
