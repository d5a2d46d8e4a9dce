using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Paths;

namespace Workflows.Language.Tests.Paths;

public sealed class VariableTests
{
    private static readonly EvaluationContext Context = new(
        Contexts.Payload("""{"a": 1}"""),
        Contexts.Around(() => [], name => name == "order_2" ? Contexts.Payload("""{"lines": [{"n": 1}, {"n": 2}]}""") : null)
    );

    [Theory]
    [InlineData("$order_2.lines[1].n", "2")]
    [InlineData("$order_2.lines[*].n", "[1,2]")]
    [InlineData("$order_2['lines'][?@.n > 1].n", "[2]")]
    [InlineData("$order_2.nothing", null)]
    public void A_path_can_begin_at_a_variable(string path, string? expected)
    {
        Assert.True(JsonPath.TryParse(path, out var parsed, out _));
        Assert.Equal(expected, parsed.Select(Context)?.ToString());
    }

    [Fact]
    public void A_variable_that_nobody_assigned_fails_the_state()
    {
        Assert.True(JsonPath.TryParse("$nobody", out var path, out _));
        Assert.Equal(ErrorNames.Runtime, Assert.Throws<EvaluationException>(() => path.Select(Context)).Error.Name);
    }

    [Fact]
    public void A_result_cannot_be_put_into_a_variable() => Assert.False(ReferencePath.TryParse("$order_2.a", out _, out _));
}
