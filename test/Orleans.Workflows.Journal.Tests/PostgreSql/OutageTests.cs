using Workflows.Journal.Appending;
using Workflows.Journal.Composition;
using Workflows.Journal.Reading;
using Workflows.Testing;
using Workflows.Testing.Postgres;

namespace Workflows.Journal.Tests.PostgreSql;

/// <summary>The server goes away under load and comes back.</summary>
public sealed class OutageTests
{
    private const int Writers = 16;

    [PostgresTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_acknowledged_is_lost_when_the_server_goes_away(bool killed)
    {
        await using var server = await PostgresServer.StartAsync();
        await using var under = await JournalUnderTest.StartAsync(
            new JournalOptions { Provider = JournalProvider.PostgreSql, ConnectionString = await server.CreateDatabaseAsync() }
        );
        var acknowledged = new long[Writers];
        using var enough = new CancellationTokenSource();
        var summaries = Enumerable.Range(0, Writers).Select(number => Executions.Summary($"order-{number}")).ToList();
        var writers = summaries.Select((summary, number) => Task.Run(() => WriteAsync(under.Journal, summary, number))).ToList();

        for (var outage = 0; outage < 2; outage++)
        {
            var before = acknowledged.Sum();
            await Poll.UntilAsync(() => acknowledged.Sum() > before + 500);
            await (killed ? server.KillAsync() : server.StopAsync());
            await server.RestartAsync();
        }
        var last = acknowledged.ToArray();
        await Poll.UntilAsync(() => acknowledged.Zip(last).All(pair => pair.First > pair.Second));
        await enough.CancelAsync();
        await Task.WhenAll(writers);

        foreach (var (number, summary) in summaries.Index())
        {
            var rows = await under.Journal.ReadEventsAsync(summary.Incarnation, 0, default);
            Assert.Equal(
                Enumerable.Range(1, (int)acknowledged[number]).Select(sequence => (long)sequence),
                rows.Select(row => row.FirstSequence)
            );
        }

        async Task WriteAsync(IJournal journal, ExecutionSummary summary, int number)
        {
            var self = Guid.CreateVersion7();
            for (var sequence = 1; !enough.IsCancellationRequested; sequence++)
            {
                var append = sequence == 1 ? Executions.Start(summary, self) : Executions.Next(summary, sequence, self);
                Assert.Equal(AppendOutcome.Appended, await journal.AppendAsync(append, CancellationToken.None));
                Volatile.Write(ref acknowledged[number], sequence);
            }
        }
    }

    [PostgresFact]
    public async Task The_start_waits_for_a_server_that_comes_later()
    {
        await using var server = await PostgresServer.StartAsync();
        var connection = await server.CreateDatabaseAsync();
        await server.StopAsync();

        var starting = JournalUnderTest.StartAsync(
            new JournalOptions { Provider = JournalProvider.PostgreSql, ConnectionString = connection }
        );
        await server.RestartAsync();

        await using var under = await starting;
        Assert.Null(await under.Journal.ReadSummaryAsync("nobody", default));
    }

    [PostgresFact]
    public async Task A_start_without_a_server_ends_with_one_sentence()
    {
        var options = new JournalOptions
        {
            Provider = JournalProvider.PostgreSql,
            ConnectionString = "Host=127.0.0.1;Port=1;Username=nobody;Database=none",
            StartTimeout = TimeSpan.FromMilliseconds(300),
        };

        var exception = await Assert.ThrowsAsync<Journal.Schema.DatabaseUnreachableException>(() => JournalUnderTest.StartAsync(options));

        Assert.StartsWith("PostgreSQL at 127.0.0.1:1 did not answer within", exception.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_value_that_the_database_refuses_fails_alone()
    {
        var server = await PostgresServer.GetSharedAsync();
        await using var under = await JournalUnderTest.StartAsync(
            new JournalOptions
            {
                Provider = JournalProvider.PostgreSql,
                ConnectionString = await server.CreateDatabaseAsync(),
                Lanes = 1,
            }
        );
        var appends = Enumerable
            .Range(0, 100)
            .Select(number =>
                under.Journal.AppendAsync(
                    Executions.Start(Executions.Summary(number == 42 ? "zero\0" : $"fine-{number}"), Guid.NewGuid()),
                    default
                )
            )
            .ToList();

        var exception = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => appends[42]);

        Assert.Equal(Npgsql.PostgresErrorCodes.CharacterNotInRepertoire, exception.SqlState);
        appends.RemoveAt(42);
        Assert.All(await Task.WhenAll(appends), outcome => Assert.Equal(AppendOutcome.Appended, outcome));
    }
}
