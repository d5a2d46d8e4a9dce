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

    private static StateTrial Trial(string input, TrialAnswer answer) =>
        new()
        {
            Program = Programs.FromYaml(Work),
            State = "work",
            Input = TestExecution.Json(input),
            Answer = answer,
        };
}
