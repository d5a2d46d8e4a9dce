using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Language.Data;

namespace Workflows.Grains.Tests.Tasks;

public sealed class OutcomeCheckTests
{
    [Fact]
    public void A_result_that_is_no_json_fails_the_attempt() =>
        Assert.Equal("States.TaskFailed", OutcomeCheck.ErrorOf(TaskOutcome.Completed(Engine.Json("{not json")))!.Name);

    [Fact]
    public void A_well_formed_result_is_taken() => Assert.Null(OutcomeCheck.ErrorOf(TaskOutcome.Completed(Engine.Json("""{"a":[1,2]}"""))));

    [Theory]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("grüße 🎉", "grüße 🎉")]
    public void A_cause_is_cleaned_of_what_no_database_keeps(string cause, string kept) =>
        Assert.Equal(kept, OutcomeCheck.ErrorOf(TaskOutcome.Failed("E", cause))!.Cause);

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() =>
        Assert.Equal("a\uFFFDb", OutcomeCheck.ErrorOf(TaskOutcome.Failed("E", string.Concat("a", (char)0xD800, "b")))!.Cause);

    [Fact]
    public void A_huge_cause_is_cut() =>
        Assert.Equal(WorkflowError.LongestCause, OutcomeCheck.ErrorOf(TaskOutcome.Failed("E", new string('x', 100_000)))!.Cause!.Length);

    [Fact]
    public void An_error_without_a_name_is_a_failed_task() =>
        Assert.Equal("States.TaskFailed", OutcomeCheck.ErrorOf(TaskOutcome.Failed("", null))!.Name);
}
