using Workflows.Language.Model;

namespace Workflows.Language.Tests.Model;

public sealed class ErrorMatcherTests
{
    [Theory]
    [InlineData("Http.4xx", "Http.400", true)]
    [InlineData("Http.4xx", "Http.499", true)]
    [InlineData("Http.4xx", "Http.500", false)]
    [InlineData("Http.5xx", "Http.503", true)]
    [InlineData("Http.404", "Http.404", true)]
    [InlineData("Http.404", "Http.405", false)]
    [InlineData("Http.4xx", "Http.4", false)]
    [InlineData("Http.4xx", "Http.4ab", false)]
    [InlineData("Http.4xx", "http.404", false)]
    [InlineData("Http.4xx", "Http.4xx", true)]
    [InlineData("Http.xxx", "Http.404", false)]
    [InlineData("Http.4xx", "Http.ConnectionFailed", false)]
    public void A_class_of_statuses_matches_each_of_them(string name, string error, bool matches) =>
        Assert.Equal(matches, new ErrorMatcher([name]).Matches(error, isTask: true, Spelling.Native));
}
