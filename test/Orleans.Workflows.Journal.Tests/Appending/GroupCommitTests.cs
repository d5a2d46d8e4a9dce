using Microsoft.Extensions.Time.Testing;
using Workflows.Journal.Appending;
using Workflows.Journal.Composition;
using Workflows.Journal.Storage;
using Workflows.Testing;

namespace Workflows.Journal.Tests.Appending;

public sealed class GroupCommitTests : IAsyncLifetime
{
    private static readonly JournalOptions Options = new()
    {
        QueueCapacity = 20,
        BatchSize = 8,
        DrainTimeout = TimeSpan.FromSeconds(10),
    };

    private readonly FakeTimeProvider time = new(Executions.Noon);
    private readonly StubStore store = new();
    private readonly RecordingLogger logger = new();
    private readonly GroupCommitJournal journal;

    public GroupCommitTests() => journal = new GroupCommitJournal(store, Options, time, new Random(1), logger);

    public Task InitializeAsync() => journal.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        var end = journal.DisposeAsync().AsTask();
        await Poll.UntilAsync(() =>
        {
            time.Advance(Options.DrainTimeout);
            return end.IsCompleted;
        });
        await end;
    }

    [Fact]
    public async Task What_queues_up_during_a_commit_is_the_next_batch()
    {
        var first = Step("a");
        var batch = await store.NextAsync();
        var others = new[] { Step("b"), Step("c"), Step("d") };
        batch.Succeed();

        Assert.Equal(["a"], batch.Ids);
        Assert.Equal(AppendOutcome.Appended, await first);
        batch = await store.NextAsync();
        Assert.Equal(["b", "c", "d"], batch.Ids);
        Assert.All(others, append => Assert.False(append.IsCompleted));
        batch.Succeed();
        await Task.WhenAll(others);
    }

    [Fact]
    public async Task A_batch_is_no_larger_than_allowed()
    {
        _ = Step("first");
        var batch = await store.NextAsync();
        for (var number = 0; number < 10; number++)
            _ = Step($"{number}");
        batch.Succeed();

        batch = await store.NextAsync();
        Assert.Equal(8, batch.Ids.Count);
        batch.Succeed();
        batch = await store.NextAsync();
        Assert.Equal(2, batch.Ids.Count);
        batch.Succeed();
    }

    [Fact]
    public async Task Two_summaries_of_an_execution_are_not_in_one_batch()
    {
        _ = Step("first");
        var batch = await store.NextAsync();
        _ = Start("x");
        _ = Step("y");
        _ = Step("x", Executions.Ended(Executions.Noon));
        _ = Step("z");
        batch.Succeed();

        batch = await store.NextAsync();
        Assert.Equal(["x", "y"], batch.Ids);
        batch.Succeed();
        batch = await store.NextAsync();
        Assert.Equal(["x", "z"], batch.Ids);
        batch.Succeed();
    }

    [Fact]
    public async Task Starts_are_refused_from_four_fifths_of_the_queue_on_while_steps_and_children_wait_for_a_place()
    {
        var appends = new List<Task<AppendOutcome>> { Step("first") };
        var batch = await store.NextAsync();
        for (var number = 1; number < 16; number++)
            appends.Add(Start($"{number}"));
        Assert.Equal((16, 20, true), (journal.Load.Queued, journal.Load.Capacity, journal.Load.RefusesStarts));

        var refusal = await Assert.ThrowsAsync<JournalOverloadedException>(() => Start("refused"));
        Assert.Equal(TimeSpan.FromSeconds(1), refusal.RetryAfter);
        appends.Add(Start("16", parent: "waits-for-it"));
        for (var number = 17; number < 25; number++)
            appends.Add(Step($"{number}"));
        Assert.Equal(20, journal.Load.Queued);

        batch.Succeed();
        while (appends.Any(append => !append.IsCompleted))
        {
            batch = await store.NextAsync();
            batch.Succeed();
            await Poll.UntilAsync(() => batch.Ids.All(store.Written.Contains));
            if (store.Written.Count == 25)
                break;
        }
        Assert.All(await Task.WhenAll(appends), outcome => Assert.Equal(AppendOutcome.Appended, outcome));
        Assert.DoesNotContain("refused", store.Written);
        await Poll.UntilAsync(() => journal.Load is { Queued: 0, RefusesStarts: false });
    }

    [Fact]
    public async Task Starts_are_refused_once_the_oldest_append_has_waited_for_five_seconds()
    {
        var first = Step("slow");
        var batch = await store.NextAsync();
        var step = Step("slow-too");
        time.Advance(TimeSpan.FromSeconds(2.5));
        batch.Succeed();
        await first;
        batch = await store.NextAsync();
        time.Advance(TimeSpan.FromSeconds(2.4));
        var start = Start("in-time");
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(TimeSpan.FromSeconds(5), journal.Load.OldestAge);
        var refusal = await Assert.ThrowsAsync<JournalOverloadedException>(() => Start("late"));
        Assert.Equal(TimeSpan.FromSeconds(5), refusal.RetryAfter);

        batch.Succeed();
        await step;
        (await store.NextAsync()).Succeed();
        await start;
        await Poll.UntilAsync(() => journal.Load == new JournalLoad(0, 20, TimeSpan.Zero));
    }

    [Fact]
    public async Task What_the_database_refuses_is_given_back_alone()
    {
        _ = Step("first");
        var batch = await store.NextAsync();
        var appends = Enumerable.Range(0, 8).Select(number => Step(number == 5 ? "bad" : $"good-{number}")).ToList();
        batch.Succeed();

        while (store.Written.Count < 8)
        {
            batch = await store.NextAsync();
            if (batch.Ids.Contains("bad"))
            {
                batch.Fail(FaultKind.Refusal);
                continue;
            }
            batch.Succeed();
            await Poll.UntilAsync(() => batch.Ids.All(store.Written.Contains));
        }
        while (!appends[5].IsCompleted && (await store.NextAsync()) is { } rest)
            rest.Fail(FaultKind.Refusal);

        await Assert.ThrowsAsync<StubStore.FaultException>(() => appends[5]);
        Assert.Equal(7, (await Task.WhenAll(appends.Where(append => append != appends[5]))).Length);
    }

    [Fact]
    public async Task An_outage_is_sat_out_with_growing_pauses_and_logged_once()
    {
        var append = Step("patient");
        var pauses = new List<TimeSpan>();
        for (var attempt = 0; attempt < 8; attempt++)
        {
            (await store.NextAsync()).Fail(FaultKind.Outage);
            pauses.Add(await AdvanceToNextAttemptAsync());
        }
        (await store.NextAsync()).Succeed();

        Assert.Equal(AppendOutcome.Appended, await append);
        Assert.InRange(pauses[0], TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(60));
        Assert.InRange(pauses[7], TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(2.1));
        await Poll.UntilAsync(() => logger.Events.Count >= 2);
        Assert.Equal([1, 2], logger.Events.Select(id => id.Id));
    }

    [Fact]
    public async Task What_is_cancelled_in_the_queue_is_not_written_and_gives_its_place_back()
    {
        var first = Step("first");
        var batch = await store.NextAsync();
        using var cancellation = new CancellationTokenSource();
        var waiting = journal.AppendAsync(Append("given-up"), cancellation.Token);
        var under = journal.AppendAsync(Append("kept"), CancellationToken.None);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        batch.Succeed();
        await first;
        (await store.NextAsync()).Succeed();

        await under;
        Assert.DoesNotContain("given-up", store.Written);
        await Poll.UntilAsync(() => journal.Load.Queued == 0);
    }

    [Fact]
    public async Task Cancellation_does_not_disturb_a_write_under_way()
    {
        using var cancellation = new CancellationTokenSource();
        var append = journal.AppendAsync(Append("under-way"), cancellation.Token);
        var batch = await store.NextAsync();
        await cancellation.CancelAsync();
        batch.Succeed();

        Assert.Equal(AppendOutcome.Appended, await append);
    }

    [Fact]
    public async Task What_is_not_durable_when_the_end_has_waited_long_enough_fails()
    {
        var append = Step("hopeless");
        await store.NextAsync();
        var queued = Step("hopeless-too");

        await DisposeAsync();

        await Assert.ThrowsAsync<JournalStoppedException>(() => append);
        await Assert.ThrowsAsync<JournalStoppedException>(() => queued);
    }

    private Task<AppendOutcome> Step(string id, SummaryWrite? write = null) =>
        journal.AppendAsync(Append(id, write), CancellationToken.None);

    private Task<AppendOutcome> Start(string id, string? parent = null) =>
        journal.AppendAsync(Executions.Start(Executions.Summary(id) with { ParentId = parent }, Guid.Empty), CancellationToken.None);

    private static Append Append(string id, SummaryWrite? write = null) =>
        Executions.Next(Executions.Summary(id), 2, Guid.Empty, write: write);

    /// <summary>Moves the clock in small steps until the journal tries again; how long that took.</summary>
    private async Task<TimeSpan> AdvanceToNextAttemptAsync()
    {
        var began = time.GetUtcNow();
        await Poll.UntilAsync(() =>
        {
            if (store.HasNext)
                return true;
            time.Advance(TimeSpan.FromMilliseconds(20));
            return false;
        });
        return time.GetUtcNow() - began;
    }
}
