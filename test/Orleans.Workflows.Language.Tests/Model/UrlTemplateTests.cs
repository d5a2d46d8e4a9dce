using Workflows.Language.Model;

namespace Workflows.Language.Tests.Model;

public sealed class UrlTemplateTests
{
    [Theory]
    [InlineData("http://xn--gr\u00fcn.example/orders")]
    [InlineData("http:///orders")]
    public void Template_is_refused_when_its_host_cannot_be_written_in_ASCII(string url) =>
        Assert.False(UrlTemplate.TryParse(url, out _, out _));

    [Fact]
    public void Template_accepts_a_host_in_other_letters() =>
        Assert.True(UrlTemplate.TryParse("http://gr\u00fcn.example/{id}", out _, out _));
}
