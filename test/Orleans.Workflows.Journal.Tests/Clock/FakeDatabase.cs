using Microsoft.Extensions.Time.Testing;
using Workflows.Journal.Clock;

namespace Workflows.Journal.Tests.Clock;

/// <summary>A database with a clock of its own, some way off: a question and its answer take their time.</summary>
internal sealed class FakeDatabase(FakeTimeProvider steady) : IClockSource
{
    private readonly DateTimeOffset began = steady.GetUtcNow();

    /// <summary>By how much its clock differs from the true time; setting it is a step.</summary>
    public TimeSpan Offset { get; set; }

    /// <summary>How much faster than the machine's its clock runs: 1e-6 is a second in eleven days.</summary>
    public double Drift { get; set; }

    public TimeSpan WayThere { get; set; }

    public TimeSpan WayBack { get; set; }

    public bool IsAway { get; set; }

    /// <summary>What its clock shows.</summary>
    public DateTimeOffset Time => steady.GetUtcNow() + Offset + (steady.GetUtcNow() - began) * Drift;

    public Task<ClockReading> ReadAsync(TimeProvider local, CancellationToken cancellationToken) =>
        TryRead(local) is { } reading ? Task.FromResult(reading) : throw new IOException("The connection is lost.");

    public ClockReading? TryRead(TimeProvider local)
    {
        if (IsAway)
            return null;

        var sentAt = local.GetTimestamp();
        steady.Advance(WayThere);
        var time = Time;
        steady.Advance(WayBack);
        var receivedAt = local.GetTimestamp();
        return new ClockReading(time, receivedAt, local.GetElapsedTime(sentAt, receivedAt));
    }
}
