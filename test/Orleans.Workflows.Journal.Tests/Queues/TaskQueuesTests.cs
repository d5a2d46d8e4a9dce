using Microsoft.Extensions.Time.Testing;
using Workflows.Journal.Appending;
using Workflows.Journal.Composition;
using Workflows.Journal.Queues;
using Workflows.Journal.Reading;
using Workflows.Journal.Sqlite;
using Workflows.Journal.Tests.Contract;
using Workflows.Testing;

namespace Workflows.Journal.Tests.Queues;

public sealed class TaskQueuesTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(Executions.Noon);
    private readonly Guid writer = Guid.CreateVersion7();
    private readonly ExecutionSummary summary = Executions.Summary("waiting");
    private TestDatabase database = null!;
    private JournalUnderTest under = null!;
    private TaskQueues queues = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(JournalProvider.Sqlite);
        under = await JournalUnderTest.StartAsync(database.Options);
        queues = new TaskQueues(under.Journal, time);
        await under.Journal.AppendAsync(Executions.Start(summary, writer), default);
    }

    public async Task DisposeAsync()
    {
        await under.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task A_poll_that_may_not_wait_answers_at_once()
    {
        Assert.Empty(await PollAsync(TimeSpan.Zero));
        await OfferAsync(2, 1);
        Assert.Equal(1, Assert.Single(await PollAsync(TimeSpan.Zero)).Step);
    }

    [Fact]
    public async Task A_poll_ends_without_a_task_when_its_time_is_over()
    {
        var poll = PollAsync(TimeSpan.FromSeconds(2.5));

        await Poll.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(0.5));
            return poll.IsCompleted;
        });

        Assert.Empty(await poll);
        Assert.True(time.GetUtcNow() >= Executions.Noon.AddSeconds(2.5));
    }

    [Fact]
    public async Task A_poll_looks_again_for_what_nobody_tells_it_of()
    {
        await OfferAsync(2, 1);
        var lost = Assert.Single(await PollAsync(TimeSpan.Zero));
        var poll = PollAsync(TimeSpan.FromMinutes(5));

        await Poll.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return poll.IsCompleted;
        });

        Assert.Equal((1, 1), (Assert.Single(await poll).Step, lost.Step));
        Assert.True(time.GetUtcNow() >= lost.LeaseUntil);
    }

    [Fact]
    public async Task One_wake_is_handed_on_for_as_long_as_something_is_found()
    {
        var polls = Enumerable.Range(0, 4).Select(_ => PollAsync(TimeSpan.FromMinutes(5))).ToList();
        under.Journal.QueueOffered = static _ => { };
        await OfferAsync(2, 1, 2, 3, 4);

        time.Advance(TimeSpan.FromSeconds(1));

        var taken = await Task.WhenAll(polls).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal([1, 2, 3, 4], taken.Select(tasks => Assert.Single(tasks).Step).Order());
    }

    [Fact]
    public async Task A_poll_that_has_gone_takes_nothing_from_the_others()
    {
        using var gone = new CancellationTokenSource();
        var first = queues.PollAsync("work", "gone", 1, TimeSpan.FromMinutes(5), gone.Token);
        var second = PollAsync(TimeSpan.FromMinutes(5));

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await OfferAsync(2, 1);

        Assert.Equal(1, Assert.Single(await second).Step);
    }

    [Fact]
    public async Task What_is_taken_for_somebody_who_has_gone_goes_back()
    {
        await OfferAsync(2, 1);
        var gate = ((SqliteDatabase)under.Database).Gate;
        await gate.EnterGuestAsync(default);
        using var gone = new CancellationTokenSource();
        var first = queues.PollAsync("work", "gone", 1, TimeSpan.FromMinutes(5), gone.Token);
        await Poll.UntilAsync(() => under.Journal.Load.Queued == 1);
        await gone.CancelAsync();
        gate.Exit();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(1, Assert.Single(await PollAsync(TimeSpan.Zero)).Step);
    }

    private async Task OfferAsync(long sequence, params int[] steps)
    {
        var lease = TimeSpan.FromSeconds(10);
        var append = Executions.Next(summary, sequence, writer) with
        {
            Queue = [.. steps.Select(step => new QueueChange.Offer("work", step, 1, Executions.Bytes(3, 1), lease))],
        };
        Assert.Equal(AppendOutcome.Appended, await under.Journal.AppendAsync(append, default));
    }

    private Task<IReadOnlyList<TakenTask>> PollAsync(TimeSpan wait) => queues.PollAsync("work", "worker", 1, wait, default);
}
