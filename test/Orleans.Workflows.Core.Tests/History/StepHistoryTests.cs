using Workflows.Core.Commands;
using Workflows.Core.State;

namespace Workflows.Core.History;

public sealed class StepHistoryTests
{
    [Fact]
    public void A_history_is_told_step_by_step()
    {
        var execution = TestExecution.StartYaml(
            """
            name: t
            startAt: pause
            states:
              pause: { type: Wait, seconds: 1, next: charge }
              charge:
                type: Task
                resource: payment.charge
                retry: { maxAttempts: 2, interval: 1 }
                catch: [{ errorType: PaymentError, next: reverse }]
                next: charge
              reverse: { type: Task, resource: payment.reverse, end: true }
            """,
            """{"order":1}"""
        );
        execution.FireTimer();
        execution.Complete("""{"charged":true}""");
        execution.Fail("PaymentError", "declined");
        execution.FireTimer();
        execution.Fail("PaymentError", "declined again");
        execution.Send(new CancelExecution("enough", false));

        var steps = StepHistory.Read(execution.Program, execution.History);
        Assert.Equal(["pause", "charge", "charge~2", "reverse"], steps.Select(step => step.Id));
        Assert.Equal(
            [StepStatus.Succeeded, StepStatus.Succeeded, StepStatus.Caught, StepStatus.Cancelled],
            steps.Select(step => step.Status)
        );
        Assert.Equal(["charge", "charge", "reverse", null], steps.Select(step => step.Next));
        Assert.Equal([AttemptStatus.Failed, AttemptStatus.Failed], steps[2].Attempts.Select(attempt => attempt.Status));
        Assert.Equal("declined again", steps[2].Cause);
        Assert.Equal([AttemptStatus.Cancelled], steps[3].Attempts.Select(attempt => attempt.Status));
        TestExecution.AssertJson("""{"order":1,"charged":true}""", steps[2].Input);

        var reader = new HistoryReader();
        var numbered = execution.History.Select(reader.Read).ToList();
        Assert.Equal(Enumerable.Range(1, numbered.Count).Select(sequence => (long)sequence), numbered.Select(read => read.Sequence));
        Assert.Equal("charge~2", numbered.Last(read => read.Event is Events.ErrorCaught).StepId);
        Assert.Null(numbered[^1].StepId);
    }

    [Theory]
    [InlineData("ship", 1, "", "ship")]
    [InlineData("ship", 2, "", "ship~2")]
    [InlineData("a/b", 1, "", "a%2Fb")]
    [InlineData("100% [sure]~!@", 1, "", "100%25 %5Bsure%5D%7E%21%40")]
    [InlineData("charge", 3, "fan_out[1]/", "fan_out[1]/charge~3")]
    public void Step_ids_separate_what_names_could_confuse(string state, int visit, string path, string id) =>
        Assert.Equal(
            id,
            StepIds.Of(
                new Scope
                {
                    Number = 1,
                    Data = Workflows.Language.Data.JsonData.Null,
                    Path = path,
                },
                state,
                visit
            )
        );
}
