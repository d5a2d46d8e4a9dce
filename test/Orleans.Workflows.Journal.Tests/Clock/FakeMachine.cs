using Microsoft.Extensions.Time.Testing;

namespace Workflows.Journal.Tests.Clock;

/// <summary>The clocks of a machine: timestamps and timers that nobody can set, and a wall clock that anybody can.</summary>
internal sealed class FakeMachine(FakeTimeProvider steady) : TimeProvider
{
    /// <summary>By how much the wall clock is wrong.</summary>
    public TimeSpan WallClockError { get; set; }

    public override long TimestampFrequency => steady.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => steady.GetUtcNow() + WallClockError;

    public override long GetTimestamp() => steady.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        steady.CreateTimer(callback, state, dueTime, period);
}
