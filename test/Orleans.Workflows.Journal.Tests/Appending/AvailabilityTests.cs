using Microsoft.Extensions.Time.Testing;
using Workflows.Core.State;
using Workflows.Journal.Appending;
using Workflows.Journal.Composition;
using Workflows.Journal.Storage;
using Workflows.Testing;

namespace Workflows.Journal.Tests.Appending;

/// <summary>The journal knows within seconds that its database takes no writes, says why, and takes no starts meanwhile.</summary>
public sealed class AvailabilityTests : IAsyncLifetime
{
    private static readonly JournalOptions Options = new()
    {
        QueueCapacity = 20,
        BatchSize = 2,
        DrainTimeout = TimeSpan.FromSeconds(10),
    };

    private readonly FakeTimeProvider time = new(Executions.Noon);
    private readonly StubStore store = new();
    private readonly GroupCommitJournal journal;

    public AvailabilityTests() => journal = new GroupCommitJournal(store, Options, time, new Random(1), new RecordingLogger());

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
    public async Task A_write_that_fails_for_some_time_is_an_outage_until_it_gets_through()
    {
        var step = Step("patient");
        await FailForAsync(TimeSpan.FromSeconds(1), FaultKind.Outage);

        Assert.Equal("The database does not take writes: the test says so.", journal.Outage?.Reason);
        Assert.False(journal.OutageLasts.IsCancellationRequested);
        await Assert.ThrowsAsync<JournalOverloadedException>(() => Start("refused"));

        (await NextAttemptAsync()).Succeed();
        await step;
        await Poll.UntilAsync(() => journal.Outage is null);
    }

    [Fact]
    public async Task A_connection_that_is_cut_once_is_no_outage()
    {
        var step = Step("patient");
        (await store.NextAsync()).Fail(FaultKind.Outage);
        var attempt = await NextAttemptAsync();

        Assert.Null(journal.Outage);
        attempt.Succeed();
        await step;
    }

    [Fact]
    public async Task A_database_that_does_not_answer_for_three_seconds_is_an_outage()
    {
        var step = Step("hanging");
        var hanging = await store.NextAsync();
        Advance(TimeSpan.FromSeconds(2.75));
        Assert.Null(journal.Outage);
        var outageLasts = journal.OutageLasts;

        Advance(TimeSpan.FromSeconds(0.5));

        Assert.Equal(("The database does not answer.", true), (journal.Outage?.Reason, journal.Outage?.StopsReads));
        Assert.True(store.IsSilent);
        await Poll.UntilAsync(() => outageLasts.IsCancellationRequested);
        hanging.Succeed();
        await step;
        Advance(Availability.TickPeriod);
        Assert.Null(journal.Outage);
        Assert.False(store.IsSilent);
        Assert.False(journal.OutageLasts.IsCancellationRequested);
    }

    [Fact]
    public async Task A_database_that_fails_after_it_did_not_answer_is_silent_until_it_takes_writes()
    {
        var step = Step("patient");
        var hanging = await store.NextAsync();
        Advance(TimeSpan.FromSeconds(3.5));
        hanging.Fail(FaultKind.Outage);
        await Poll.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(20));
            Assert.NotNull(journal.Outage);
            return store.HasNext;
        });
        (await store.NextAsync()).Fail(FaultKind.Outage);
        var attempt = await NextAttemptAsync();
        Assert.True(store.IsSilent);

        attempt.Succeed();
        await step;
        Advance(Availability.TickPeriod);

        Assert.False(store.IsSilent);
    }

    [Fact]
    public async Task A_write_that_another_program_keeps_out_is_an_outage_with_that_reason()
    {
        var step = Step("patient");
        await FailForAsync(TimeSpan.FromSeconds(4), FaultKind.Contention);

        Assert.Equal("The database does not take writes: the test says so.", journal.Outage?.Reason);
        (await NextAttemptAsync()).Succeed();
        await step;
    }

    [Fact]
    public async Task Slow_writes_that_get_through_are_no_outage()
    {
        for (var round = 0; round < 10; round++)
        {
            var step = Step($"slow-{round}");
            var batch = await store.NextAsync();
            Advance(TimeSpan.FromSeconds(2));
            batch.Succeed();
            await step;
            Assert.Null(journal.Outage);
        }
    }

    [Fact]
    public async Task Starts_in_the_queue_are_refused_when_an_outage_lasts_and_those_under_way_wait_for_their_outcome()
    {
        var underWay = Start("under-way");
        var batch = await store.NextAsync();
        Task<AppendOutcome>[] queued = [Start("queued"), Start("queued-too")];
        var child = Start("child", parent: "waits-for-it");

        Advance(TimeSpan.FromSeconds(3.5));

        foreach (var start in queued)
            Assert.InRange((await Assert.ThrowsAsync<JournalOverloadedException>(() => start)).RetryAfter.TotalSeconds, 1, 30);
        Assert.False(underWay.IsCompleted);
        Assert.False(child.IsCompleted);
        batch.Succeed();
        Assert.Equal(AppendOutcome.Appended, await underWay);
        (await store.NextAsync()).Succeed();
        Assert.Equal(AppendOutcome.Appended, await child);
        Assert.DoesNotContain("queued", store.Written);
    }

    [Fact]
    public async Task Damage_that_a_write_meets_is_an_outage_at_once_and_stays_one()
    {
        var step = Step("patient");
        (await store.NextAsync()).Fail(FaultKind.Damage);
        await Poll.UntilAsync(() => journal.Outage is { Reason: "The database cannot be trusted: the test says so." });

        (await NextAttemptAsync()).Succeed();
        await step;

        Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(journal.Outage);
        await Assert.ThrowsAsync<JournalOverloadedException>(() => Start("refused"));
    }

    [Fact]
    public async Task Damage_that_a_read_meets_is_an_outage()
    {
        store.Reading = () => throw new StubStore.FaultException(FaultKind.Damage);

        await Assert.ThrowsAsync<StubStore.FaultException>(() => journal.ReadSummaryAsync("x", default));

        Assert.NotNull(journal.Outage);
    }

    [Fact]
    public async Task A_check_of_an_idle_database_writes_and_reads()
    {
        var reads = 0;
        store.Reading = () =>
        {
            reads++;
            return Task.FromResult<Journal.Reading.ExecutionSummary?>(null);
        };
        Advance(DatabaseCheck.Fresh + TimeSpan.FromSeconds(1));

        Assert.Null(await journal.CheckAsync(default));
        Assert.Null(await journal.CheckAsync(default));

        Assert.Equal((1, 1), (store.Probes, reads));
    }

    [Fact]
    public async Task A_check_that_hangs_is_answered_and_not_repeated_and_becomes_an_outage()
    {
        var hanging = new TaskCompletionSource();
        store.Probing = () => hanging.Task;
        Advance(DatabaseCheck.Fresh + TimeSpan.FromSeconds(1));

        var first = journal.CheckAsync(default);
        await Poll.UntilAsync(() => store.Probes == 1);
        Advance(DatabaseCheck.LongestWait);
        Assert.Null(await first);
        Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("The database does not answer.", (await journal.CheckAsync(default))?.Reason);
        Assert.Equal(1, store.Probes);
        hanging.SetResult();
        await Poll.UntilAsync(() =>
        {
            time.Advance(Availability.TickPeriod);
            return journal.Outage is null;
        });
    }

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(7, 7)]
    [InlineData(100, 30)]
    public void Who_is_refused_in_an_outage_comes_again_after_as_long_as_it_has_lasted(double age, double retryAfter) =>
        Assert.Equal(TimeSpan.FromSeconds(retryAfter), new JournalOutage("", TimeSpan.FromSeconds(age), StopsReads: false).RetryAfter);

    private Task<AppendOutcome> Step(string id) =>
        journal.AppendAsync(Executions.Next(Executions.Summary(id), 2, Guid.Empty), CancellationToken.None);

    private Task<AppendOutcome> Start(string id, string? parent = null) =>
        journal.AppendAsync(Executions.Start(Executions.Summary(id) with { ParentId = parent }, Guid.Empty), CancellationToken.None);

    private async Task FailForAsync(TimeSpan atLeast, FaultKind kind)
    {
        var until = time.GetUtcNow() + atLeast;
        (await store.NextAsync()).Fail(kind);
        while (time.GetUtcNow() < until)
            (await NextAttemptAsync()).Fail(kind);
    }

    /// <summary>Moves the clock in small steps until the journal tries again.</summary>
    private async Task<StubStore.Batch> NextAttemptAsync()
    {
        await Poll.UntilAsync(() =>
        {
            if (store.HasNext)
                return true;
            time.Advance(TimeSpan.FromMilliseconds(20));
            return false;
        });
        return await store.NextAsync();
    }

    /// <summary>Moves the clock tick by tick, as it runs.</summary>
    private void Advance(TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += Availability.TickPeriod)
            time.Advance(Availability.TickPeriod);
    }
}
