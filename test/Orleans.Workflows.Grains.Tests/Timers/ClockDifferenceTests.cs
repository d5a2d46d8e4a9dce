using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Core.State;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Journal.Clock;
using Workflows.Testing.Postgres;

namespace Workflows.Grains.Tests.Timers;

/// <summary>Two silos on one PostgreSQL, on machines whose clocks differ.</summary>
public sealed class ClockDifferenceTests
{
    private const int Executions = 40;

    private static readonly TimeSpan Difference = TimeSpan.FromMinutes(5);

    /// <summary>Longer than an activation is kept for a wait, so that any of the silos may end it.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(6);

    /// <summary>What the readings of two silos may differ by, which is a round trip to the database.</summary>
    private static readonly TimeSpan EarlyLimit = TimeSpan.FromMilliseconds(5);

    /// <summary>Milliseconds on a quiet machine; a busy one gets its share of patience. With clocks 5 minutes apart a wait would be late by as much.</summary>
    private static readonly TimeSpan LateLimit = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, long> waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TimeSpan> waited = new(StringComparer.Ordinal);

    [PostgresFact]
    public async Task No_wait_is_early_or_late_when_the_clocks_of_two_silos_are_ten_minutes_apart()
    {
        using var database = await Database.PostgresAsync();
        var cluster = Guid.NewGuid().ToString("N");
        var (ahead, behind) = (new WrongClock { Error = Difference }, new WrongClock { Error = -Difference });
        await using var first = await StartAsync(database, cluster, ahead);
        await using var second = await StartAsync(database, cluster, behind);
        await first.RegisterAsync(
            $$"""
            name: waits
            startAt: before
            states:
              before: {type: Task, resource: before, next: pause}
              pause: {type: Wait, seconds: {{Wait.TotalSeconds}}, next: after}
              after: {type: Task, resource: after, end: true}
            """
        );

        var began = DateTimeOffset.UtcNow;
        var ids = new List<string>();
        for (var number = 0; number < Executions; number++)
            ids.Add(await (number % 2 == 0 ? first : second).StartAsync("waits"));
        // A clock that is set meanwhile must not matter either.
        (ahead.Error, behind.Error) = (behind.Error, ahead.Error);
        foreach (var id in ids)
        {
            var state = await first.EndOfAsync(id);
            Assert.Equal(ExecutionStatus.Succeeded, state.Status);
            Assert.InRange(state.StartedAt, began - TimeSpan.FromSeconds(1), DateTimeOffset.UtcNow);
            Assert.DoesNotContain("TaskRedelivered", await first.HistoryOfAsync(id));
        }

        Assert.Equal(Executions, waited.Count);
        Assert.All(waited.Values, length => Assert.InRange(length, Wait - EarlyLimit, Wait + LateLimit));
    }

    private Task<Engine> StartAsync(Database database, string cluster, WrongClock clock) =>
        Engine.StartAsync(
            database,
            services =>
            {
                services.AddKeyedSingleton<TimeProvider>(DatabaseClock.LocalClock, clock);
                services.AddTaskHandler(
                    "before",
                    (attempt, _) =>
                    {
                        waiting[attempt.ExecutionId] = Stopwatch.GetTimestamp();
                        return ValueTask.FromResult(attempt.Input);
                    }
                );
                services.AddTaskHandler(
                    "after",
                    (attempt, _) =>
                    {
                        waited[attempt.ExecutionId] = Stopwatch.GetElapsedTime(waiting[attempt.ExecutionId]);
                        return ValueTask.FromResult(attempt.Input);
                    }
                );
            },
            options => options.Silo.ClusterId = cluster
        );
}
