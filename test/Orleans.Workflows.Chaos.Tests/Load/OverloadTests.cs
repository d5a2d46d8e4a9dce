using System.Globalization;
using Workflows.Chaos.Tests.Processes;
using Workflows.Testing.Postgres;
using Xunit.Abstractions;

namespace Workflows.Chaos.Tests.Load;

/// <summary>More starts than the server can take, for some seconds: it refuses what is too much, and gets done about what it gets done at its best.</summary>
public sealed class OverloadTests(ITestOutputHelper output)
{
    // An execution costs far more than a refusal: with less steps the driver of a flood of four times the rate would need the processors for itself.
    private const int Steps = 40;
    private const int Excess = 4;
    private const double LeastOfBest = 0.8;

    // A machine that changes its pace while it is measured is asked again.
    private const int Attempts = 5;

    // The clients' executions end in waves: of fewer than four, nobody could tell a rate.
    private const double LeastEnded = 4 * PatientClients;

    private const int MaxLive = 256;
    private const int PatientClients = 128;
    private const int FloodConnections = 512;

    // Seen: 310 to 400 MB, of which 170 to 200 MB once it is ready.
    private const double MaxMemoryMegabytes = 1_000;

    private const double WarmUpRate = 2_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(24);
    private static readonly TimeSpan FloodTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SlowStep = TimeSpan.FromSeconds(0.1);

    /// <summary>What the slots allow of <see cref="SlowStep"/>: <c>Tasks:MaxConcurrencyPerResource</c> of them.</summary>
    private static readonly double BestOfSlots = 64 / SlowStep.TotalSeconds;

    [Fact]
    public async Task Four_times_the_best_rate_is_refused_in_part_and_the_rest_gets_done_as_fast_on_SQLite()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder.Path, Database.Sqlite(folder.Path));
    }

    [PostgresFact]
    public async Task Four_times_the_best_rate_is_refused_in_part_and_the_rest_gets_done_as_fast_on_PostgreSQL()
    {
        using var folder = new TemporaryFolder();
        await RunAsync(folder.Path, await Database.PostgresAsync());
    }

    [Fact]
    public async Task Slow_handlers_fill_their_slots_and_no_more_starts_are_taken_than_may_wait()
    {
        using var folder = new TemporaryFolder();
        await using var server = await FloodedServer.StartAsync(folder.Path, Database.Sqlite(folder.Path), 1, SlowStep, MaxLive);
        await server.RunAsync(FloodConnections, driver => driver.FloodAsync(WarmUpRate, WarmUp));
        await FloodUntilAsBestAsync(server, await MeasureBestAsync(server), BestOfSlots);
    }

    private async Task RunAsync(string folder, Database database)
    {
        await using var server = await FloodedServer.StartAsync(folder, database, Steps, TimeSpan.Zero, MaxLive);
        await server.RunAsync(FloodConnections, driver => driver.FloodAsync(WarmUpRate, WarmUp));
        await FloodUntilAsBestAsync(server, await MeasureBestAsync(server), double.MaxValue);
    }

    /// <summary>Floods the server until it gets as much done as at its best. A flood that was too small, or that the driver had no time to send, says nothing.</summary>
    /// <param name="best">What it gets done at its best, measured just before.</param>
    /// <param name="limit">What it cannot exceed.</param>
    private async Task FloodUntilAsBestAsync(FloodedServer server, Best best, double limit)
    {
        var (reached, isFlood) = (0.0, false);
        for (var attempt = 1; attempt <= Attempts && !(isFlood && reached >= LeastOfBest); attempt++)
        {
            var flood = await FloodAsync(server, Math.Min(best.Rate, limit), best.Duration > FloodTime ? best.Duration : FloodTime);
            // What is new to the compiler gets faster for a long time, and a busy machine may become less so: the flood stands between two measurements.
            var after = await MeasureBestAsync(server);
            (reached, isFlood) = (flood.Rate / Math.Min((best.Rate + after.Rate) / 2, limit), flood.IsOne);
            best = after;
        }

        Assert.True(isFlood, "No flood was large enough: see the output.");
        Assert.InRange(reached, LeastOfBest, double.MaxValue);
        Assert.True(server.IsRunning, server.EndOfLog());
        Assert.InRange(server.ReadPeakMemory() / 1e6, 0, MaxMemoryMegabytes);
    }

    /// <summary>Executions a second with clients that come again when they are told to; asked for as long as it takes to see a rate.</summary>
    private async Task<Best> MeasureBestAsync(FloodedServer server)
    {
        for (var patience = Patience; ; patience *= 2)
        {
            var duration = patience;
            var patient = await server.RunAsync(PatientClients, driver => driver.RunPatientlyAsync(duration));
            var rate = patient.RateBetween(duration / 3, duration);
            Say($"patient clients: {rate:F0} executions/s");
            if (rate * duration.TotalSeconds * 2 / 3 >= LeastEnded || (rate > 0 && duration >= LongestPatience))
                return new Best(rate, duration);
            Assert.True(duration < LongestPatience, $"Nothing ended within {duration.TotalSeconds:F0} s.");
        }
    }

    private async Task<Flood> FloodAsync(FloodedServer server, double best, TimeSpan duration)
    {
        var flood = await server.RunAsync(FloodConnections, driver => driver.FloodAsync(Excess * best, duration));
        var rate = flood.RateBetween(TimeSpan.FromSeconds(1), duration);
        var (accepted, refused, missed) = (flood.Driver.Accepted.Count, flood.Driver.Refused, flood.Driver.Missed);
        Say($"flood of {Excess * best:F0} starts/s: {rate:F0} executions/s, {rate / best:F2} of the best");
        Say($"  {accepted} accepted, {refused} refused, {missed} not sent, {server.ReadPeakMemory() / 1e6:F0} MB");

        Assert.Empty(flood.Driver.Wrong);
        Assert.InRange(flood.EndedAfter(duration), 0, MaxLive);
        var sent = accepted + refused;
        return new Flood(rate, IsOne: refused >= sent / 10 && missed <= sent / 4);
    }

    private void Say(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>What came of a flood.</summary>
    /// <param name="Rate">Executions that ended a second.</param>
    /// <param name="IsOne">Whether it was sent, and was more than the server could take.</param>
    private sealed record Flood(double Rate, bool IsOne);

    /// <summary>What the server gets done at its best.</summary>
    /// <param name="Rate">Executions that ended a second.</param>
    /// <param name="Duration">How long it took to see that.</param>
    private sealed record Best(double Rate, TimeSpan Duration);
}
