using Workflows.Language.Data;

namespace Workflows.Language.Tests.Data;

public sealed class DigitsTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("007", 7)]
    [InlineData("2147483647", int.MaxValue)]
    public void Digits_reads_ASCII_digits_as_a_number(string text, int expected)
    {
        Assert.True(Digits.TryParse(text, out int number));
        Assert.True(Digits.TryParse(text, out long large));
        Assert.Equal((expected, (long)expected), (number, large));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1.0")]
    [InlineData("1e1")]
    [InlineData("1\0")]
    [InlineData("٣")]
    [InlineData("99999999999999999999")]
    public void Digits_refuses_everything_but_ASCII_digits(string text)
    {
        Assert.False(Digits.TryParse(text, out int _));
        Assert.False(Digits.TryParse(text, out long _));
    }
}
