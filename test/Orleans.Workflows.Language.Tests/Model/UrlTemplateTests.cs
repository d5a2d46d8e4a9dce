using Workflows.Language.Model;

namespace Workflows.Language.Tests.Model;

public sealed class UrlTemplateTests
{
    [Theory]
    [InlineData("http://xn--gr\u00fcn.example/orders")]
    [InlineData("http:///orders")]
    public void A_host_that_cannot_be_written_in_ASCII_is_none(string url) => Assert.False(UrlTemplate.TryParse(url, out _, out _));

    [Fact]
    public void A_host_in_other_letters_is_one() => Assert.True(UrlTemplate.TryParse("http://gr\u00fcn.example/{id}", out _, out _));
}
