using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.States;

public sealed class FailTests
{
    private const string Document = """
        name: refusal
        startAt: refuse
        states:
          refuse: { type: Fail, error: Refused, causePath: $.reason }
        """;

    [Theory]
    [InlineData("""{"reason":"out of stock"}""", "out of stock")]
    [InlineData("""{"reason":null}""", null)]
    [InlineData("{}", null)]
    public void A_cause_that_is_not_in_the_data_leaves_the_error_without_a_cause(string input, string? cause)
    {
        var execution = TestExecution.StartYaml(Document, input);
        Assert.Equal((ExecutionStatus.Failed, "Refused", cause), (execution.State.Status, execution.State.Error, execution.State.Cause));
    }

    [Fact]
    public void A_cause_that_is_no_text_is_an_error_of_the_definition() =>
        Assert.Equal(ErrorNames.Runtime, TestExecution.StartYaml(Document, """{"reason":{"code":7}}""").State.Error);

    [Fact]
    public void A_missing_cause_is_an_error_in_documents_of_AWS()
    {
        var execution = TestExecution.StartYaml("StartAt: a\nStates: { a: { Type: Fail, Error: Refused, CausePath: $.reason } }");
        Assert.Equal(ErrorNames.Runtime, execution.State.Error);
    }
}
