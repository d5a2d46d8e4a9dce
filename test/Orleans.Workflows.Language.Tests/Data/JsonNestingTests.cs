using System.Text;
using Workflows.Language.Data;

namespace Workflows.Language.Tests.Data;

public sealed class JsonNestingTests
{
    [Theory]
    [InlineData(JsonData.MaxDepth, true)]
    [InlineData(JsonData.MaxDepth + 1, false)]
    public void Levels_are_counted_up_to_the_limit(int depth, bool isWithin) =>
        Assert.Equal(isWithin, IsWithinLimit(new string('[', depth) + new string(' ', 200) + new string(']', depth)));

    [Fact]
    public void What_stands_side_by_side_is_no_deeper() =>
        Assert.True(IsWithinLimit($"[{string.Join(',', Enumerable.Repeat("{\"a\":[1]}", 100))}]"));

    [Fact]
    public void Brackets_inside_texts_are_no_levels() =>
        Assert.True(IsWithinLimit($"[\"{new string('[', 100)}\\\"{new string('{', 100)}\"]"));

    private static bool IsWithinLimit(string json) => JsonNesting.IsWithinLimit(Encoding.UTF8.GetBytes(json));
}
