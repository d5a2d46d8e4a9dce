using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Workflows.Journal.Clock;

namespace Workflows.Journal.Tests.Clock;

public sealed class DatabaseClockTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider steady = new(Executions.Noon);
    private readonly ClockLog log = new();
    private readonly FakeMachine machine;
    private readonly FakeDatabase database;
    private readonly DatabaseClock clock;

    public DatabaseClockTests()
    {
        machine = new FakeMachine(steady);
        database = new FakeDatabase(steady);
        clock = new DatabaseClock(database, machine, log);
    }

    /// <summary>How far the clock is ahead of the database's.</summary>
    private TimeSpan Ahead => clock.GetUtcNow() - database.Time;

    [Theory]
    [InlineData(300)]
    [InlineData(-3600)]
    public async Task The_clock_shows_the_time_of_the_database_whatever_the_wall_clock_shows(int wrongBySeconds)
    {
        machine.WallClockError = TimeSpan.FromSeconds(wrongBySeconds);
        await clock.ReadAsync(default);
        Assert.Equal(database.Time, clock.GetUtcNow());

        steady.Advance(TimeSpan.FromSeconds(1.5));
        machine.WallClockError = TimeSpan.FromSeconds(-wrongBySeconds);

        Assert.Equal(database.Time, clock.GetUtcNow());
    }

    [Fact]
    public async Task The_clock_is_behind_by_the_way_back_of_the_answer_and_never_ahead()
    {
        (database.WayThere, database.WayBack) = (Milliseconds(3), Milliseconds(7));

        await clock.ReadAsync(default);

        Assert.Equal(-Milliseconds(7), Ahead);
    }

    [Fact]
    public async Task The_quickest_answer_of_the_last_seconds_counts()
    {
        await ReadAsync(Milliseconds(20));
        await ReadAsync(Milliseconds(1));
        await ReadAsync(Milliseconds(50));

        Assert.Equal(-Milliseconds(1), Ahead);
    }

    [Fact]
    public async Task An_answer_counts_for_20_s_at_the_most()
    {
        await ReadAsync(Milliseconds(1));
        steady.Advance(TimeSpan.FromSeconds(19));

        await ReadAsync(Milliseconds(60));

        Assert.Equal(-Milliseconds(60), Ahead);
    }

    [Theory]
    [InlineData(50e-6)]
    [InlineData(-50e-6)]
    [InlineData(-500e-6)]
    [InlineData(-2000e-6)]
    [InlineData(0)]
    public async Task A_drifting_clock_is_followed_within_the_round_trip(double drift)
    {
        var random = new Random(7);
        database.Drift = drift;
        for (var reading = 0; reading < 1_000; reading++)
        {
            (database.WayThere, database.WayBack) = (Milliseconds(5 * random.NextDouble()), Milliseconds(0.2 + 5 * random.NextDouble()));
            await clock.ReadAsync(default);
            // What it drifts in the longest use of an answer, or until two answers contradict each other.
            var ahead = Math.Max(-drift, 0) * 22 * TimeSpan.FromSeconds(1);
            Assert.InRange(Ahead, -Milliseconds(5.2), ahead);
            steady.Advance(Period);
            Assert.InRange(Ahead, -Milliseconds(5.3), ahead);
        }
        // The fastest drift moves the wall clock away by seconds, which is logged; a drift is no step.
        Assert.DoesNotContain(log.Messages, entry => entry.Text.Contains("was set", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(90, "The database's clock was set forward by 90.0 s")]
    [InlineData(-90, "The database's clock was set back by 90.0 s")]
    public async Task A_step_of_the_clock_of_the_database_is_followed_and_logged(int seconds, string message)
    {
        machine.WallClockError = TimeSpan.FromSeconds(seconds);
        await ReadAsync(Milliseconds(1));
        log.Messages.Clear();

        database.Offset = TimeSpan.FromSeconds(seconds);
        await ReadAsync(Milliseconds(4));
        await ReadAsync(Milliseconds(4));

        Assert.Equal(-Milliseconds(4), Ahead);
        var (level, text) = Assert.Single(log.Messages, entry => entry.Text.StartsWith(message, StringComparison.Ordinal));
        Assert.Equal(LogLevel.Warning, level);
    }

    [Fact]
    public async Task The_last_answer_counts_while_the_database_is_away()
    {
        await ReadAsync(Milliseconds(1));
        database.IsAway = true;

        await clock.TryReadAsync(default);
        steady.Advance(TimeSpan.FromMinutes(1));
        await clock.TryReadAsync(default);

        Assert.Equal(-Milliseconds(1), Ahead);
        Assert.Equal(
            [(LogLevel.Warning, "The database's clock cannot be read; the engine uses the last reading until it can.")],
            log.Messages
        );
    }

    [Fact]
    public async Task A_difference_of_the_wall_clock_is_logged_once_with_its_size_and_so_is_its_end()
    {
        machine.WallClockError = TimeSpan.FromSeconds(300);
        await ReadAsync(Milliseconds(1));
        await ReadAsync(Milliseconds(1));
        machine.WallClockError = TimeSpan.Zero;
        await ReadAsync(Milliseconds(1));
        await ReadAsync(Milliseconds(1));

        Assert.Equal([LogLevel.Warning, LogLevel.Information], log.Messages.Select(entry => entry.Level));
        Assert.StartsWith(
            "The clock of this machine is 300.0 s ahead of the database's clock. The engine uses the database's clock",
            log.Messages[0].Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_wall_clock_stands_in_before_the_first_answer()
    {
        machine.WallClockError = TimeSpan.FromHours(1);
        Assert.Equal(machine.GetUtcNow(), clock.GetUtcNow());
    }

    [Fact]
    public async Task Timers_are_those_of_the_machine()
    {
        await clock.ReadAsync(default);
        var delay = Task.Delay(TimeSpan.FromSeconds(5), clock);

        database.Offset = TimeSpan.FromHours(1);
        await clock.ReadAsync(default);
        Assert.False(delay.IsCompleted);
        steady.Advance(TimeSpan.FromSeconds(5));

        await delay;
    }

    private static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private async Task ReadAsync(TimeSpan wayBack)
    {
        steady.Advance(Period);
        database.WayBack = wayBack;
        await clock.ReadAsync(default);
    }
}
