using Workflows.Language.Model;

namespace Workflows.Language.Tests.Model;

public sealed class TimestampTests
{
    [Theory]
    [InlineData("2030-01-01T00:00:00Z", "2030-01-01T00:00:00.000Z")]
    [InlineData("2030-01-01T02:00:00+02:00", "2030-01-01T00:00:00.000Z")]
    [InlineData("2030-01-01T00:00:00.5-00:00", "2030-01-01T00:00:00.500Z")]
    [InlineData("2030-01-01T00:00:00.123456789123456789Z", "2030-01-01T00:00:00.123Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.999Z")]
    public void Timestamps_reads_what_RFC_3339_allows(string text, string utc)
    {
        Assert.True(Timestamps.TryParse(text, out var moment));
        Assert.Equal(utc, Timestamps.Format(moment));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2030-01-01T00:00:00")]
    [InlineData("2030-01-01T00:00:00 Z")]
    [InlineData(" 2030-01-01T00:00:00Z")]
    [InlineData("2030-01-01T00:00:00Z ")]
    [InlineData("2030-01-01T00:00:00Z\0")]
    [InlineData("2030-01-01T 0:00:00Z")]
    [InlineData("2030-01-01T00:00:00 +02:00")]
    [InlineData("2030-01-01T00:00:00+0200")]
    [InlineData("2030-01-01T00:00:00+02")]
    [InlineData("2030-01-01T00:00:00+14:01")]
    [InlineData("2030-01-01 00:00:00Z")]
    [InlineData("2030-01-01t00:00:00z")]
    [InlineData("2030-1-1T00:00:00.00000Z")]
    [InlineData("2030-01-01T00:00Z00000000")]
    [InlineData("2030-01-01T00:00:00.Z")]
    [InlineData("2030-01-01T00:00:00,5Z")]
    [InlineData("2030-01-01T24:00:00Z")]
    [InlineData("2030-01-01T23:59:60Z")]
    [InlineData("2030-02-30T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("٢٠٣٠-01-01T00:00:00Z")]
    public void Timestamps_refuses_what_RFC_3339_does_not_allow(string text) => Assert.False(Timestamps.TryParse(text, out _));
}
