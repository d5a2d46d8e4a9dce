using Microsoft.Data.Sqlite;
using Workflows.Journal.Appending;
using Workflows.Journal.Composition;
using Workflows.Journal.Sqlite;
using Workflows.Journal.Tests.Contract;
using Workflows.Testing;

namespace Workflows.Journal.Tests.Sqlite;

/// <summary>The file is this process' own, and its guests take turns with the journal.</summary>
public sealed class SqliteSharingTests
{
    private const int Guests = 64;
    private const int WritesPerGuest = 15;

    [Fact]
    public async Task A_second_process_is_told_that_the_file_is_in_use()
    {
        using var database = await TestDatabase.CreateAsync(JournalProvider.Sqlite);
        await using var first = await JournalUnderTest.StartAsync(database.Options);

        var exception = await Assert.ThrowsAsync<DatabaseInUseException>(() => JournalUnderTest.StartAsync(database.Options));

        Assert.Contains("workflows.db is in use by another process", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_journal_and_64_guests_all_get_their_turns()
    {
        using var database = await TestDatabase.CreateAsync(JournalProvider.Sqlite);
        await using var under = await JournalUnderTest.StartAsync(database.Options);
        using var enough = new CancellationTokenSource();
        var appended = 0;
        var writers = Enumerable.Range(0, 32).Select(number => Task.Run(() => AppendAllTheTimeAsync(number))).ToList();
        await Poll.UntilAsync(() => appended > 0);
        var before = appended;

        var guests = Enumerable.Range(0, Guests).Select(number => Task.Run(() => WriteAsGuestAsync(under.Database, number))).ToList();
        await Poll.UntilAsync(() => guests.TrueForAll(guest => guest.IsCompleted), TimeSpan.FromSeconds(60));

        var during = appended - before;
        await enough.CancelAsync();
        await Task.WhenAll(writers);
        await Task.WhenAll(guests);
        // One journal batch for every eight guests, at the least.
        Assert.True(during >= Guests * WritesPerGuest / WriteGate.GuestsPerTurn, $"only {during} appends while the guests wrote");

        async Task AppendAllTheTimeAsync(int number)
        {
            var summary = Executions.Summary($"order-{number}");
            var self = Guid.CreateVersion7();
            await under.Journal.AppendAsync(Executions.Start(summary, self), CancellationToken.None);
            for (var sequence = 2; !enough.IsCancellationRequested; sequence++)
            {
                await under.Journal.AppendAsync(Executions.Next(summary, sequence, self), CancellationToken.None);
                Interlocked.Increment(ref appended);
            }
        }
    }

    [Fact]
    public async Task A_guest_that_gives_up_waiting_leaves_the_queue()
    {
        var gate = new WriteGate();
        gate.EnterJournal();
        using var cancellation = new CancellationTokenSource();
        var impatient = gate.EnterGuestAsync(cancellation.Token);
        var patient = gate.EnterGuestAsync(CancellationToken.None);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);

        gate.Exit();

        await patient;
    }

    [Fact]
    public async Task Not_more_than_eight_guests_pass_while_the_journal_waits()
    {
        var gate = new WriteGate();
        await gate.EnterGuestAsync(CancellationToken.None);
        var order = new List<string>();
        var guests = Enumerable
            .Range(0, 20)
            .Select(number => PassAsync(gate.EnterGuestAsync(CancellationToken.None), $"guest {number}"))
            .ToList();
        var journal = new Thread(() =>
        {
            gate.EnterJournal();
            order.Add("journal");
            gate.Exit();
        });
        journal.Start();
        await Poll.UntilAsync(() => journal.ThreadState.HasFlag(ThreadState.WaitSleepJoin));

        gate.Exit();
        await Task.WhenAll(guests);
        journal.Join();

        Assert.Equal(WriteGate.GuestsPerTurn, order.IndexOf("journal"));
        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"guest {number}"), order.Where(name => name != "journal"));

        async Task PassAsync(Task turn, string name)
        {
            await turn;
            order.Add(name);
            gate.Exit();
        }
    }

    [Fact]
    public async Task A_failed_open_gives_the_gate_back()
    {
        var folder = Directory.CreateTempSubdirectory("workflows-sqlite-").FullName;
        await using var database = new SqliteDatabase(
            new JournalOptions { ConnectionString = $"Data Source={folder}/missing/w.db" },
            TimeProvider.System
        );

        await Assert.ThrowsAsync<SqliteException>(async () => await database.DataSource.OpenConnectionAsync());

        await database.Gate.EnterGuestAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>As Orleans' providers do: a connection for one statement.</summary>
    private static async Task WriteAsGuestAsync(JournalDatabase database, int number)
    {
        for (var write = 0; write < WritesPerGuest; write++)
        {
            await using var connection = await database.DataSource.OpenConnectionAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT OR REPLACE INTO OrleansQuery (QueryKey, QueryText) VALUES (@key, @text)";
            foreach (var (name, value) in new[] { ("key", $"guest-{number}"), ("text", $"{write}") })
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                parameter.Value = value;
                command.Parameters.Add(parameter);
            }
            await command.ExecuteNonQueryAsync();
        }
    }
}
