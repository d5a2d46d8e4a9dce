using Microsoft.Extensions.Logging;

namespace Workflows.Journal.Clock;

/// <summary>
/// The time of the database that several processes share: the last good answer of the database, plus the time that has passed here since. Whatever the wall clocks of the machines show, and however
/// often they are set, all processes agree on what is due.
/// </summary>
/// <remarks>
/// It is never ahead of the database's clock (drift since the reading aside) and behind it by at most the round trip of the reading, which is the quickest one of the last seconds. So nothing is early
/// by the database's clock; and a due time that one process computed and another one compares is early by at most one such round trip, for which timers leave a millisecond. Timestamps and timers are
/// those of the local clock. Before the first reading, which precedes all other work of the host, the local wall clock stands in.
/// </remarks>
public sealed partial class DatabaseClock : TimeProvider
{
    /// <summary>The key under which a host registers the local clock that this one measures time with. Default: <see cref="TimeProvider.System"/>.</summary>
    public const string LocalClock = "Workflows.LocalClock";

    /// <summary>From here on it is logged that the local wall clock differs.</summary>
    private static readonly TimeSpan NotableDifference = TimeSpan.FromSeconds(2);

    /// <summary>From here on it is logged that the database's clock was set; less is what its time service does by itself.</summary>
    private static readonly TimeSpan NotableStep = TimeSpan.FromMilliseconds(100);

    private readonly IClockSource source;
    private readonly TimeProvider local;
    private readonly ILogger<DatabaseClock> logger;
    private ClockReading? reading;
    private TimeSpan loggedDifference;
    private bool isUnreadable;

    internal DatabaseClock(IClockSource source, TimeProvider local, ILogger<DatabaseClock> logger)
    {
        this.source = source;
        this.local = local;
        this.logger = logger;
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => local.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => local.LocalTimeZone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() =>
        Volatile.Read(ref reading) is { } current ? current.TimeAt(local.GetTimestamp(), local) : local.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => local.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        local.CreateTimer(callback, state, dueTime, period);

    /// <summary>
    /// Reads the database's clock on this thread, if it has not been read yet: for what is decided by time while a host is put together, before its services start.
    /// </summary>
    /// <returns>False: the database does not answer.</returns>
    public bool TryReadFirst()
    {
        if (Volatile.Read(ref reading) is null && source.TryRead(local) is { } first)
            Interlocked.CompareExchange(ref reading, first, null);
        return Volatile.Read(ref reading) is not null;
    }

    /// <summary>Asks the database once, and goes by its answer if that is the better one. One caller at a time.</summary>
    internal async Task ReadAsync(CancellationToken cancellationToken)
    {
        Consider(await source.ReadAsync(local, cancellationToken));
        isUnreadable = false;
        CompareWallClock();
    }

    /// <summary>As <see cref="ReadAsync"/>. While the database does not answer, the last reading is gone by.</summary>
    internal async Task TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (!isUnreadable)
                LogUnreadable(exception);
            isUnreadable = true;
        }
    }

    private void Consider(ClockReading newer)
    {
        var change = reading?.Compare(newer, local) ?? new ClockChange(IsBetter: true, IsStep: false, TimeSpan.Zero);
        if (!change.IsBetter)
            return;

        Volatile.Write(ref reading, newer);
        if (change.IsStep && change.Difference.Duration() >= NotableStep)
            LogSet(change.Difference.Duration().TotalSeconds, change.Difference > TimeSpan.Zero ? "forward" : "back");
    }

    private void CompareWallClock()
    {
        var difference = local.GetUtcNow() - GetUtcNow();
        if ((difference - loggedDifference).Duration() <= NotableDifference)
            return;

        if (difference.Duration() > NotableDifference)
        {
            loggedDifference = difference;
            LogDifference(difference.Duration().TotalSeconds, difference > TimeSpan.Zero ? "ahead of" : "behind");
        }
        else
        {
            loggedDifference = TimeSpan.Zero;
            LogAgreement();
        }
    }
}
