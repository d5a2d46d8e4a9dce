using Microsoft.Data.Sqlite;
using Workflows.Journal.Appending;

namespace Workflows.Journal.Tests.Sqlite;

/// <summary>A backup that SQLite makes while the server writes is whole: every execution that was acknowledged before it, none of them in part.</summary>
public sealed class BackupTests : IDisposable
{
    private const int Writers = 8;

    private readonly SqliteFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("the backup interface")]
    [InlineData("VACUUM INTO")]
    public async Task A_backup_under_load_is_restored_and_written_on(string kind)
    {
        await using var journal = await folder.StartAsync();
        var acknowledged = new int[Writers];
        using var enough = new CancellationTokenSource();
        var incarnations = Enumerable.Range(0, Writers).Select(_ => Guid.CreateVersion7()).ToArray();
        var writers = Enumerable.Range(0, Writers).Select(number => Task.Run(() => WriteAsync(number))).ToList();
        await Testing.Poll.UntilAsync(() => acknowledged.Sum() > 300);
        var before = acknowledged.ToArray();

        await BackUpAsync(kind, folder.At("backup.db"));
        await enough.CancelAsync();
        await Task.WhenAll(writers);

        var log = new SchemaLog();
        await using var restored = await folder.StartAsync("backup.db", log: log);
        Assert.Empty(log.Warnings);
        for (var number = 0; number < Writers; number++)
        {
            var rows = await restored.Journal.ReadEventsAsync(incarnations[number], 0, default);
            Assert.Equal(Enumerable.Range(1, rows.Count).Select(sequence => (long)sequence), rows.Select(row => row.FirstSequence));
            Assert.InRange(rows.Count, before[number], acknowledged[number]);
            var next = Executions.Next(Summary(number), rows.Count + 1, Guid.NewGuid());
            Assert.Equal(AppendOutcome.Appended, await restored.Journal.AppendAsync(next, default));
        }

        async Task WriteAsync(int number)
        {
            var self = Guid.CreateVersion7();
            for (var sequence = 1; !enough.IsCancellationRequested; sequence++)
            {
                var append = sequence == 1 ? Executions.Start(Summary(number), self) : Executions.Next(Summary(number), sequence, self);
                await journal.Journal.AppendAsync(append, CancellationToken.None);
                Volatile.Write(ref acknowledged[number], sequence);
            }
        }

        Reading.ExecutionSummary Summary(int number) => Executions.Summary($"order-{number}", incarnations[number]);
    }

    /// <summary>As another program does it: sqlite3's <c>.backup</c> is the first kind.</summary>
    private async Task BackUpAsync(string kind, string target)
    {
        if (kind == "VACUUM INTO")
        {
            await folder.ExecuteAsync($"VACUUM INTO '{target}'");
            return;
        }
        await using var source = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        await using var destination = new SqliteConnection($"Data Source={target};Pooling=False");
        await source.OpenAsync();
        await destination.OpenAsync();
        source.BackupDatabase(destination);
    }
}
