using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Workflows.Journal.Sqlite;
using Workflows.Testing;

namespace Workflows.Journal.Tests.Sqlite;

/// <summary>What was acknowledged stands in the log first: the log is kept short, and a server that misses it says so.</summary>
public sealed class WriteAheadLogTests : IDisposable
{
    private readonly SqliteFolder folder = new();
    private readonly SchemaLog log = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Nothing_is_said_and_nothing_lost_when_file_and_log_are_there()
    {
        await using var journal = await folder.StartAsync();
        await WriteAsync(journal, "started");
        using var image = await folder.CrashAsync();

        await using var restarted = await image.StartAsync(log: log);

        Assert.NotNull(await restarted.Journal.ReadSummaryAsync("started", default));
        Assert.Empty(log.Warnings);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("emptied")]
    public async Task A_server_whose_log_was_lost_says_what_may_be_missing(string loss)
    {
        await using var journal = await folder.StartAsync();
        await WriteAsync(journal, "started");
        using var image = await folder.CrashAsync();
        if (loss == "deleted")
            File.Delete(image.Log);
        else
            await File.WriteAllTextAsync(image.Log, "");

        await using var restarted = await image.StartAsync(log: log);

        Assert.Contains("w.db-wal is missing", Assert.Single(log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_leaves_a_file_that_is_whole_by_itself()
    {
        await using (var journal = await folder.StartAsync())
            await WriteAsync(journal, "started");
        Assert.False(File.Exists(folder.Log));
        File.Move(folder.Database, folder.At("moved.db"));

        await using var restarted = await folder.StartAsync("moved.db", log: log);

        Assert.NotNull(await restarted.Journal.ReadSummaryAsync("started", default));
        Assert.Empty(log.Warnings);
    }

    [Fact]
    public async Task A_quiet_server_moves_its_log_into_the_file_within_two_periods()
    {
        var time = new FakeTimeProvider(Executions.Noon);
        await using var journal = await folder.StartAsync(time: time);
        await WriteAsync(journal, "started");
        Assert.True(new FileInfo(folder.Log).Length > 4 * 4096);

        await AdvanceUntilLogIsShortAsync(time, QuietCheckpoints.Period * 2);

        using var image = await folder.CrashAsync();
        File.Delete(image.Log);
        await using var restarted = await image.StartAsync();
        Assert.NotNull(await restarted.Journal.ReadSummaryAsync("started", default));
    }

    [Fact]
    public async Task A_server_with_little_to_do_moves_its_log_into_the_file_every_ten_seconds()
    {
        var time = new FakeTimeProvider(Executions.Noon);
        await using var journal = await folder.StartAsync(time: time);
        await WriteAsync(journal, "first");
        for (
            var passed = TimeSpan.Zero;
            passed <= QuietCheckpoints.LongestWait + QuietCheckpoints.Period;
            passed += QuietCheckpoints.Period
        )
        {
            await WriteAsync(journal, $"after {passed}");
            time.Advance(QuietCheckpoints.Period);
        }

        // The checkpoint runs on the writer's thread, in front of this write.
        await WriteAsync(journal, "last");
        using var image = await folder.CrashAsync();
        File.Delete(image.Log);
        await using var restarted = await image.StartAsync();
        Assert.NotNull(await restarted.Journal.ReadSummaryAsync("first", default));
    }

    [Fact]
    public async Task A_probe_writes_and_leaves_nothing_that_grows()
    {
        var time = new FakeTimeProvider(Executions.Noon);
        await using var journal = await folder.StartAsync(time: time);
        await WriteAsync(journal, "started");
        await AdvanceUntilLogIsShortAsync(time, QuietCheckpoints.Period * 2);
        var length = new FileInfo(folder.Database).Length;
        for (var round = 0; round < 20; round++)
        {
            time.Advance(TimeSpan.FromSeconds(3));
            Assert.Null(await journal.Journal.CheckAsync(default));
        }

        await AdvanceUntilLogIsShortAsync(time, QuietCheckpoints.Period * 2);
        Assert.Equal(length, new FileInfo(folder.Database).Length);
        Assert.False(File.Exists(folder.At("w.db.room")));
    }

    [Fact]
    public async Task A_reader_of_another_program_does_not_hold_the_server_up()
    {
        await using var journal = await folder.StartAsync();
        await WriteAsync(journal, "before");
        await using var reader = new SqliteConnection($"Data Source={folder.Database};Pooling=False;Mode=ReadOnly");
        await reader.OpenAsync();
        await using var transaction = await reader.BeginTransactionAsync(System.Data.IsolationLevel.Serializable);
        await using var command = reader.CreateCommand();
        command.CommandText = "SELECT count(*) FROM workflow_executions";
        Assert.Equal(1L, await command.ExecuteScalarAsync());

        await WriteAsync(journal, "during").WaitAsync(TimeSpan.FromSeconds(5));
        await journal.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        await transaction.DisposeAsync();
        await reader.CloseAsync();
        await using var restarted = await folder.StartAsync(log: log);
        Assert.NotNull(await restarted.Journal.ReadSummaryAsync("during", default));
        Assert.Empty(log.Warnings);
    }

    private static async Task WriteAsync(JournalUnderTest journal, string id) =>
        await journal.Journal.AppendAsync(Executions.Start(Executions.Summary(id), Guid.NewGuid(), bytes: 20_000), default);

    private async Task AdvanceUntilLogIsShortAsync(FakeTimeProvider time, TimeSpan atMost)
    {
        var until = time.GetUtcNow() + atMost;
        while (time.GetUtcNow() < until)
            time.Advance(QuietCheckpoints.Period);
        // A header and the one page that is written anew afterwards.
        await Poll.UntilAsync(() => new FileInfo(folder.Log).Length is > 0 and <= 4096 + 32 + 24);
    }
}
