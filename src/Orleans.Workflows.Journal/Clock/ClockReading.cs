namespace Workflows.Journal.Clock;

/// <summary>One answer of the database to the question what time it is.</summary>
/// <param name="Time">The time that the database gave.</param>
/// <param name="ReceivedAt">When the answer was here, as a timestamp of the local monotonic clock.</param>
/// <param name="RoundTrip">The time from the question to the answer. The database looked at its clock somewhere between the two.</param>
internal sealed record ClockReading(DateTimeOffset Time, long ReceivedAt, TimeSpan RoundTrip)
{
    /// <summary>How much two clocks may drift apart: 0.5 ms each second. That is the most by which a time service speeds a clock up; a quartz that nobody corrects stays far below.</summary>
    private const double Drift = 500e-6;

    /// <summary>From this age on any newer reading is better.</summary>
    private static readonly TimeSpan LongestUse = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The database's time at a moment, by this reading: as if the answer had taken no time at all. The database's clock shows this, or up to a round trip more; never less, drift aside.
    /// </summary>
    public DateTimeOffset TimeAt(long timestamp, TimeProvider local) => Time + local.GetElapsedTime(ReceivedAt, timestamp);

    /// <summary>What a newer reading means for a clock that goes by this one.</summary>
    public ClockChange Compare(ClockReading newer, TimeProvider local)
    {
        var age = local.GetElapsedTime(ReceivedAt, newer.ReceivedAt);
        var drift = age * Drift;
        var difference = newer.Time - TimeAt(newer.ReceivedAt, local);
        // Both readings say between which two times the database's clock was. Where the two cannot be true of one clock, somebody has set it.
        if (difference > RoundTrip + drift || difference < -(newer.RoundTrip + drift))
            return new ClockChange(IsBetter: true, IsStep: true, difference);

        // The later lower bound is the closer one. An older reading loses by what may have drifted since, so that the best one of the last seconds counts.
        return new ClockChange(IsBetter: difference > -drift || age > LongestUse, IsStep: false, difference);
    }
}
