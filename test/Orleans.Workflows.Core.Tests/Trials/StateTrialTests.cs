using System.Collections.Immutable;
using Workflows.Language.Data;

namespace Workflows.Core.Trials;

public sealed class StateTrialTests
{
    private const string Work = """
        name: t
        startAt: work
        states:
          work:
            type: Task
            resource: r
            inputPath: $.order
            input: { id.$: $.id }
            resultPath: $.receipt
            retry: { errorType: Flaky, maxAttempts: 3, interval: 2 }
            catch: [{ errorType: Broken, next: mended }]
            next: done
          mended: { type: Pass, end: true }
          done: { type: Success }
        """;

    private static readonly DecisionContext Context = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new SeededEntropy(1));

    [Fact]
    public void A_result_shows_every_stage_of_the_data()
    {
        var outcome = Trial("""{"order":{"id":7}}""", TrialAnswer.Of(TestExecution.Json("""{"no":1}"""))).Run(Context);

        Assert.Equal((TrialStatus.Succeeded, "done"), (outcome.Status, outcome.Next));
        TestExecution.AssertJson("""{"order":{"id":7},"receipt":{"no":1}}""", outcome.Output);
        Assert.Equal(
            [
                """input {"order":{"id":7}}""",
                """afterInputPath {"id":7}""",
                """afterParameters {"id":7}""",
                """result {"no":1}""",
                """afterResultSelector {"no":1}""",
                """afterResultPath {"order":{"id":7},"receipt":{"no":1}}""",
            ],
            outcome.Stages.Select(stage => $"{stage.Name} {stage.Data}")
        );
    }

    [Fact]
    public void An_error_is_retried_with_the_back_off_of_the_retries_before()
    {
        var trial = Trial("""{"order":{"id":7}}""", TrialAnswer.Failed(new WorkflowError("Flaky", "once more")));

        var outcome = (trial with { RetriesUsed = 1 }).Run(Context);
        Assert.Equal((TrialStatus.Retriable, 0, TimeSpan.FromSeconds(4)), (outcome.Status, outcome.Retrier, outcome.RetryAfter));

        outcome = (trial with { RetriesUsed = 2 }).Run(Context);
        Assert.Equal((TrialStatus.Failed, "Flaky", 0), (outcome.Status, outcome.Error, outcome.Retrier));
    }

    [Fact]
    public void An_error_is_caught_where_a_catcher_answers_for_it()
    {
        var outcome = Trial("""{"order":{"id":7}}""", TrialAnswer.Failed(new WorkflowError("Broken", null))).Run(Context);

        Assert.Equal((TrialStatus.CaughtError, "mended", 0), (outcome.Status, outcome.Next, outcome.Catcher));
        TestExecution.AssertJson("""{"order":{"id":7},"error":{"type":"Broken"}}""", outcome.Output);
    }

    [Fact]
    public void Stages_end_where_an_expression_has_no_value()
    {
        var outcome = Trial("{}", TrialAnswer.Of(JsonData.Null)).Run(Context);

        Assert.Equal((TrialStatus.Failed, ErrorNames.Runtime), (outcome.Status, outcome.Error));
        Assert.Equal(["input"], outcome.Stages.Select(stage => stage.Name));
    }

    [Fact]
    public void A_Map_whose_iterations_failed_too_often_fails_whatever_the_answer_is()
    {
        var trial = new StateTrial
        {
            Program = Programs.FromYaml(
                """
                name: t
                startAt: each
                states:
                  each:
                    type: Map
                    itemsPath: $.items
                    toleratedFailureCount: 1
                    iterator: { startAt: one, states: { one: { type: Pass, end: true } } }
                    end: true
                """
            ),
            State = "each",
            Input = TestExecution.Json("""{"items":[1,2,3]}"""),
            Answer = TrialAnswer.Of(TestExecution.Json("[1,2,3]")),
        };

        Assert.Equal("[1,2,3]", (trial with { FailedIterations = 1 }).Run(Context).Output!.ToString());
        Assert.Equal("States.ExceedToleratedFailureThreshold", (trial with { FailedIterations = 2 }).Run(Context).Error);
    }

    [Fact]
    public void Variables_and_context_object_are_those_that_are_given()
    {
        var outcome = new StateTrial
        {
            Program = Programs.FromYaml(
                """
                name: t
                startAt: look
                states:
                  look: { type: Pass, input: { who.$: $$.who }, resultPath: $, end: true }
                """
            ),
            State = "look",
            Input = JsonData.EmptyObject,
            Context = TestExecution.Json("""{"who":"me"}"""),
            Variables = ImmutableSortedDictionary<string, JsonData>.Empty.Add("x", JsonData.Null),
        }.Run(Context);

        TestExecution.AssertJson("""{"who":"me"}""", outcome.Output);
    }

    [Fact]
    public void Each_template_is_evaluated_once()
    {
        var outcome = Asl("""{"Type": "Pass", "Parameters": {"id.$": "States.UUID()"}, "End": true}""", "{}").Run(Context);
        var shaped = Assert.Single(outcome.Stages, stage => stage.Name == "afterParameters").Data;
        Assert.Equal(outcome.Output!.ToString(), shaped.ToString());
    }

    [Fact]
    public void A_Fail_shows_its_input_and_variables_are_shown_behind_the_state()
    {
        var failed = Asl("""{"Type": "Fail", "Error": "E"}""", """{"a": 1}""").Run(Context);
        Assert.Equal(["input", "afterInputPath"], failed.Stages.Select(stage => stage.Name));

        var passed = Asl("""{"Type": "Pass", "Assign": {"n.$": "$.a"}, "End": true}""", """{"a": 1}""") with
        {
            Variables = ImmutableSortedDictionary<string, JsonData>.Empty.Add("m", TestExecution.Json("2")),
        };
        TestExecution.AssertJson(
            """{"m": 2, "n": 1}""",
            Assert.Single(passed.Run(Context).Stages, stage => stage.Name == "variables").Data
        );
    }

    [Theory]
    [InlineData("", 2, TrialStatus.Succeeded)]
    [InlineData(""" "ToleratedFailureCount": 1, """, 1, TrialStatus.Succeeded)]
    [InlineData(""" "ToleratedFailureCount": 1, """, 2, TrialStatus.Failed)]
    public void Failed_iterations_count_where_a_Map_tolerates_some(string tolerance, int failed, TrialStatus expected)
    {
        var trial = Map(tolerance, failed);
        Assert.Null(trial.FindMistake(Context));
        Assert.Equal(expected, trial.Run(Context).Status);
    }

    [Fact]
    public void No_more_iterations_can_have_failed_than_there_are_items() => Assert.NotNull(Map("", 3).FindMistake(Context));

    private static StateTrial Map(string tolerance, int failed) =>
        Asl(
            """{"Type": "Map", """
                + tolerance
                + """ "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}, "End": true}""",
            "[1, 2]"
        ) with
        {
            Answer = TrialAnswer.Of(TestExecution.Json("[1, 2]")),
            FailedIterations = failed,
        };

    private static StateTrial Asl(string state, string input) =>
        new()
        {
            Program = Programs.FromJson("""{"StartAt": "S", "States": {"S": """ + state + "}}"),
            State = "S",
            Input = TestExecution.Json(input),
        };

    private static StateTrial Trial(string input, TrialAnswer answer) =>
        new()
        {
            Program = Programs.FromYaml(Work),
            State = "work",
            Input = TestExecution.Json(input),
            Answer = answer,
        };
}
