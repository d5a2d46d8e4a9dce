using System.Globalization;
using Workflows.Core.Commands;
using Workflows.Core.Encoding;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Language.Data;
using Workflows.Language.Expressions;

namespace Workflows.Core.States;

/// <summary>One decision, one row and one execution stay within what they may weigh and cost, whatever a definition says.</summary>
public sealed class DecisionSizeTests
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public void A_straight_line_of_more_states_than_the_loop_limit_runs_to_its_end()
    {
        var execution = Start(Chain(3_000, _ => "type: Pass"));

        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
        Assert.Equal(3_000, execution.History.Count(happened => happened is StepLeft));
    }

    [Fact]
    public void States_that_each_add_to_the_data_are_decided_in_rows_of_bounded_size()
    {
        var execution = Start(Chain(60, i => $"type: Pass, input: {{ k{i}.$: $.text }}"), $$"""{"text":"{{new string('x', 250_000)}}"}""");

        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
        Assert.True(execution.State.Output!.Size > 15_000_000);
        Assert.All(execution.Rows, row => Assert.InRange(row.Length, 1, 2 * MiB));
        // What a state did not change is not written again.
        Assert.InRange(execution.Rows.Sum(row => (long)row.Length), 15_000_000, 17_000_000);
    }

    [Fact]
    public void Members_that_change_inside_an_object_are_written_without_the_rest()
    {
        var input = $$"""{ "order": { "lines": "{{new string('x', 100_000)}}", "state": "new" }, "id": 7 }""";
        var execution = Start(
            """
            name: nested
            startAt: pay
            states:
              pay: { type: Pass, result: paid, resultPath: $.order.state, next: ship }
              ship: { type: Pass, result: { by: sea }, resultPath: $.order.ship, end: true }
            """,
            input
        );

        execution.AssertData(input.Replace("\"new\"", "\"paid\",\"ship\":{\"by\":\"sea\"}", StringComparison.Ordinal));
        Assert.InRange(execution.Rows.Sum(row => row.Length), 100_000, 102_000);
        Assert.Equal(
            TestExecution.Text(execution.State),
            TestExecution.Text(TestExecution.Fold(execution.Rows.SelectMany(EventCodec.Decode)))
        );
    }

    [Fact]
    public void A_map_with_large_iterations_starts_them_in_rows_of_bounded_size()
    {
        var execution = Start(
            """
            name: wide
            startAt: all
            states:
              all:
                type: Map
                itemsPath: $.items
                itemSelector: { text.$: $.text }
                iterator: { startAt: one, states: { one: { type: Pass, result: 1, resultPath: $, end: true } } }
                end: true
            """,
            $$"""{"text":"{{new string('x', 400_000)}}","items":[{{string.Join(',', Enumerable.Range(0, 40))}}]}"""
        );

        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
        Assert.All(execution.Rows, row => Assert.InRange(row.Length, 1, 2 * MiB));
        Assert.Equal(40, execution.State.Output!.Root.GetArrayLength());
    }

    [Fact]
    public void The_expressions_of_one_state_share_one_budget()
    {
        var fields = string.Join(", ", Enumerable.Range(0, 100).Select(i => $"k{i}: '{{% $count([1..200000].$string()) %}}'"));
        var execution = Start(
            $"name: costly\nqueryLanguage: JSONata\nstartAt: a\nstates:\n  a: {{ type: Pass, output: {{ {fields} }}, end: true }}\n"
        );

        Assert.Equal((ExecutionStatus.Failed, ErrorNames.QueryEvaluationError), (execution.State.Status, execution.State.Error));
        Assert.Contains("evaluation steps", execution.State.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void The_conditions_of_one_choice_share_one_budget()
    {
        var choices = string.Join(
            ", ",
            Enumerable.Range(0, 500).Select(i => $"{{ condition: {{ variable: '$..*..*..x{i}', isPresent: true }}, next: b }}")
        );
        var execution = Start(
            $"name: costly\nstartAt: a\nstates:\n  a: {{ type: Choice, choices: [{choices}], default: b }}\n  b: {{ type: Success }}\n",
            $$"""{"a":[{{string.Join(',', Enumerable.Range(0, 200).Select(i => $"[{i},[{i}]]"))}}]}"""
        );

        Assert.Equal((ExecutionStatus.Failed, ErrorNames.Runtime), (execution.State.Status, execution.State.Error));
        Assert.Contains("evaluation steps", execution.State.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_state_has_a_budget_of_its_own_and_costly_ones_are_decided_one_by_one()
    {
        var execution = Start("queryLanguage: JSONata\n" + Chain(10, _ => "type: Pass, output: '{% $count([1..200000].$string()) %}'"));

        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
        Assert.InRange(execution.Rows.Count, 5, 20);
    }

    [Fact]
    public void An_interrupted_decision_decides_nothing_and_can_be_made_again()
    {
        var program = Programs.FromYaml(
            """
            name: slow
            queryLanguage: JSONata
            startAt: a
            states:
              a: { type: Pass, output: '{% $count([1..100000].$string()) %}', end: true }
            """
        );
        var start = new StartExecution("x", TestExecution.Json("{}"), "", Programs.NoTags, null, null);
        var interrupted = new DecisionContext(TestExecution.Epoch, new SeededEntropy(1))
        {
            Budget = new EvaluationBudget(spent => spent > 1_000 ? EvaluationVerdict.Interrupt : EvaluationVerdict.GoOn),
        };

        Assert.Throws<EvaluationInterruptedException>(() => Interpreter.Decide(program, ExecutionState.NotStarted, start, interrupted));
        var decision = Interpreter.Decide(
            program,
            ExecutionState.NotStarted,
            start,
            new DecisionContext(TestExecution.Epoch, new SeededEntropy(1))
        );
        Assert.Equal(ExecutionStatus.Succeeded, decision.State.Status);
    }

    [Fact]
    public void A_state_whose_supervisor_gives_it_up_fails_and_its_catcher_is_asked()
    {
        var program = Programs.FromJson(
            """
            {"QueryLanguage":"JSONata","StartAt":"a","States":{
              "a":{"Type":"Task","Resource":"x","Arguments":"{% $count([1..100000].$string()) %}","End":true,
                   "Catch":[{"ErrorEquals":["States.QueryEvaluationError"],"Next":"b"}]},
              "b":{"Type":"Pass","Output":"{% $states.input.Error %}","End":true}}}
            """
        );
        var giveUp = new DecisionContext(TestExecution.Epoch, new SeededEntropy(1))
        {
            Budget = new EvaluationBudget(spent => spent < 300_000 ? EvaluationVerdict.FailState : EvaluationVerdict.GoOn),
        };
        var decision = Interpreter.Decide(
            program,
            ExecutionState.NotStarted,
            new StartExecution("x", TestExecution.Json("{}"), "", Programs.NoTags, null, null),
            giveUp
        );

        // The catcher's state is entered, and visited by a decision of its own.
        var next = Assert.IsType<Continuation>(Assert.Single(Outstanding.Of(program, decision.State)));
        Assert.Equal("b", decision.State.Steps[next.Step].State);
        Assert.Contains("take too long", Assert.IsType<ErrorCaught>(decision.Events[^3]).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_history_that_weighs_more_than_its_limit_ends_the_execution()
    {
        var yaml = Chain(50, i => $"type: Pass, input: {{ k{i}.$: $.text }}");
        var execution = Start(yaml, $$"""{"text":"{{new string('x', 50_000)}}"}""", new ExecutionLimits { MaxHistoryBytes = MiB });

        Assert.Equal((ExecutionStatus.Failed, ErrorNames.Runtime), (execution.State.Status, execution.State.Error));
        Assert.Contains($"limit of {MiB} bytes", execution.State.Cause, StringComparison.Ordinal);
        Assert.InRange(execution.State.HistoryBytes, MiB, (2 * MiB) + 100_000);
    }

    [Fact]
    public void Branches_that_together_carry_more_than_their_limit_end_the_execution()
    {
        var branches = string.Join(
            ", ",
            Enumerable
                .Range(0, 40)
                .Select(i =>
                    $"{{ startAt: s{i}, states: {{ s{i}: {{ type: Pass, result: {i}, resultPath: $.own, next: w{i} }}, w{i}: {{ type: Wait, seconds: 9, end: true }} }} }}"
                )
        );
        var execution = Start(
            $"name: broad\nstartAt: all\nstates:\n  all: {{ type: Parallel, branches: [{branches}], end: true }}\n",
            $$"""{"text":"{{new string('x', 100_000)}}"}""",
            new ExecutionLimits { MaxExecutionBytes = 2 * MiB }
        );

        // Little is written, since each branch changes little: what counts is what has to be in memory.
        Assert.InRange(execution.State.HistoryBytes, 100_000, 200_000);
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.DataLimitExceeded), (execution.State.Status, execution.State.Error));
        Assert.Contains("with all its branches", execution.State.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_of_many_branches_holds_what_they_share_once()
    {
        var branches = string.Join(
            ", ",
            Enumerable.Range(0, 200).Select(i => $"{{ startAt: w{i}, states: {{ w{i}: {{ type: Wait, seconds: 9, end: true }} }} }}")
        );
        var execution = Start(
            $"name: broad\nstartAt: all\nstates:\n  all: {{ type: Parallel, branches: [{branches}], end: true }}\n",
            $$"""{"text":"{{new string('x', 100_000)}}"}"""
        );

        var snapshot = SnapshotCodec.Encode(execution.State);
        Assert.InRange(snapshot.Length, 100_000, 400_000);
        Assert.Equal(TestExecution.Text(execution.State), TestExecution.Text(SnapshotCodec.TryDecode(snapshot)!));
    }

    [Fact]
    public void Events_that_no_state_takes_are_refused_when_they_weigh_too_much_together()
    {
        var execution = Start(
            "name: patient\nstartAt: w\nstates:\n  w: { type: Wait, seconds: 9, end: true }\n",
            "{}",
            new ExecutionLimits { MaxPendingEventBytes = 300_000 }
        );
        var payload = TestExecution.Json($"\"{new string('x', 100_000)}\"");

        var answers = Enumerable.Range(0, 4).Select(_ => execution.Send(new SendEvent("e", payload, null, null)).Answer).ToList();

        Assert.Equal([CommandAnswer.Accepted, CommandAnswer.Accepted, CommandAnswer.Refused, CommandAnswer.Refused], answers);
        Assert.Equal(ExecutionStatus.Running, execution.State.Status);
    }

    private static TestExecution Start(string yaml, string input = "{}", ExecutionLimits? limits = null)
    {
        var execution = new TestExecution(Programs.FromYaml(yaml, limits));
        execution.Start(input);
        execution.GoOn();
        return execution;
    }

    private static string Chain(int length, Func<int, string> state)
    {
        var states = Enumerable
            .Range(0, length)
            .Select(i =>
                $"  s{i}: {{ {state(i)}, {(i == length - 1 ? "end: true" : string.Create(CultureInfo.InvariantCulture, $"next: s{i + 1}"))} }}"
            );
        return $"name: chain\nstartAt: s0\nstates:\n{string.Join('\n', states)}\n";
    }
}
