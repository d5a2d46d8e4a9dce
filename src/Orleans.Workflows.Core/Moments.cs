namespace Workflows.Core;

/// <summary>Moments are recorded to the millisecond. What is due is rounded up, so that nothing fires early.</summary>
internal static class Moments
{
    private static readonly DateTimeOffset Last = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    /// <summary>The last millisecond that has fully come.</summary>
    public static DateTimeOffset Floor(DateTimeOffset moment) =>
        new(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>The first millisecond that is not before the moment; at most the last second of the year 9999.</summary>
    public static DateTimeOffset Ceiling(DateTimeOffset moment)
    {
        if (moment > Last)
            return Last;
        var floor = Floor(moment);
        return floor == moment ? floor : floor.AddMilliseconds(1);
    }

    /// <summary>The time span in whole milliseconds, not shorter.</summary>
    public static TimeSpan Ceiling(TimeSpan span) => TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds));

    /// <summary>The first millisecond at which a time span after <paramref name="start"/> is over; at most the end of the year 9999.</summary>
    public static DateTimeOffset After(DateTimeOffset start, TimeSpan span) => span >= Last - start ? Last : Ceiling(start + span);
}
