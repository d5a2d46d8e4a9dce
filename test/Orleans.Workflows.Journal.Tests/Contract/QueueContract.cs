using Workflows.Journal.Appending;
using Workflows.Journal.Queues;
using Workflows.Journal.Reading;
using Workflows.Testing.Postgres;

namespace Workflows.Journal.Tests.Contract;

public abstract partial class JournalContract
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    [ContractFact]
    public async Task What_is_offered_is_taken_oldest_first_and_once()
    {
        var first = await StartedAsync("first");
        var second = await StartedAsync("second");
        await ChangeAsync(second, 2, Offer(1), Offer(2, payload: 7));
        await ChangeAsync(first, 2, Offer(1, attempt: 3));

        var taken = await TakeAsync(max: 2);
        Assert.Equal([("second", 1, 1), ("second", 2, 1)], Keys(taken));
        Assert.Equal((second.Incarnation, Executions.Noon + Lease), (taken[1].Incarnation, taken[1].LeaseUntil));
        Assert.Equal(Executions.Bytes(9, 7), taken[1].Payload.ToArray());
        Assert.Equal([("first", 1, 3)], Keys(await TakeAsync(max: 2)));
        Assert.Empty(await TakeAsync());
    }

    [ContractFact]
    public async Task A_taking_ends_when_its_tasks_weigh_enough()
    {
        var summary = await StartedAsync("heavy");
        var payload = new byte[ITaskQueues.EnoughBytes - 1];
        await ChangeAsync(summary, 2, [.. Enumerable.Range(1, 3).Select(step => Offer(step) with { Payload = payload })]);

        Assert.Equal([("heavy", 1, 1), ("heavy", 2, 1)], Keys(await TakeAsync(max: 10)));
        Assert.Equal([("heavy", 3, 1)], Keys(await TakeAsync(max: 10)));
    }

    [ContractFact]
    public async Task A_queue_gives_only_what_was_offered_in_it()
    {
        var summary = await StartedAsync("routed");
        await ChangeAsync(summary, 2, Offer(1, queue: "' OR 1=1 --"), Offer(2, queue: "mail"));

        Assert.Empty(await TakeAsync(queue: "print"));
        Assert.Equal([("routed", 2, 1)], Keys(await TakeAsync(queue: "mail")));
        Assert.Equal([("routed", 1, 1)], Keys(await TakeAsync(queue: "' OR 1=1 --")));
    }

    [ContractFact]
    public async Task A_conflicting_append_leaves_the_queues_alone()
    {
        var summary = await StartedAsync("lost");
        await ChangeAsync(summary, 2, Offer(1));
        var loser = Guid.CreateVersion7();

        Assert.Equal(
            AppendOutcome.Conflict,
            await AppendAsync(Executions.Next(summary, 2, loser) with { Queue = [new QueueChange.Withdraw(1, 1), Offer(2)] })
        );
        Assert.Equal(
            AppendOutcome.Conflict,
            await AppendAsync(Executions.Start(Executions.Summary("lost"), loser) with { Queue = [Offer(3)] })
        );

        Assert.Equal([("lost", 1, 1)], Keys(await TakeAsync()));
    }

    [ContractFact]
    public async Task A_repeated_append_does_not_offer_again_what_was_withdrawn()
    {
        var summary = Executions.Summary("repeated");
        var start = Executions.Start(summary, writer) with { Queue = [Offer(1)] };
        var next = Executions.Next(summary, 2, writer) with { Queue = [new QueueChange.Withdraw(1, 1), Offer(2)] };

        foreach (var append in new[] { start, start, next, next, start })
            Assert.Equal(AppendOutcome.Appended, await AppendAsync(append));

        Assert.Equal([("repeated", 2, 1)], Keys(await TakeAsync()));
    }

    [ContractFact]
    public async Task What_one_append_offers_and_withdraws_is_not_there()
    {
        var summary = await StartedAsync("brief");

        await ChangeAsync(summary, 2, Offer(1), Offer(2), new QueueChange.Withdraw(1, 1), new QueueChange.Withdraw(9, 1));

        Assert.Equal([("brief", 2, 1)], Keys(await TakeAsync()));
    }

    [ContractFact]
    public async Task A_task_whose_lease_has_ended_goes_to_another_worker_before_newer_ones()
    {
        var summary = await StartedAsync("abandoned");
        await ChangeAsync(summary, 2, Offer(1), Offer(2));
        Assert.Equal([("abandoned", 1, 1)], Keys(await TakeAsync(max: 1)));
        await ChangeAsync(summary, 3, Offer(3));

        Assert.Equal([("abandoned", 2, 1), ("abandoned", 3, 1)], Keys(await TakeAsync(after: Lease.Add(TimeSpan.FromMilliseconds(-1)))));
        var again = await TakeAsync(after: Lease, max: 1);

        Assert.Equal([("abandoned", 1, 1)], Keys(again));
        Assert.Equal(Executions.Noon + Lease + Lease, again[0].LeaseUntil);
    }

    [ContractFact]
    public async Task A_lease_lasts_until_where_it_was_moved()
    {
        var summary = await StartedAsync("beating");
        await ChangeAsync(summary, 2, Offer(1), Offer(2));
        await TakeAsync(max: 1);
        var lease = new TaskLease(summary.Incarnation, 1, 1, Executions.Noon.AddHours(1));

        Assert.True(await under.Journal.ExtendLeaseAsync(lease, default));
        Assert.False(await under.Journal.ExtendLeaseAsync(lease with { Step = 2 }, default));
        Assert.False(await under.Journal.ExtendLeaseAsync(lease with { Attempt = 2 }, default));
        Assert.False(await under.Journal.ExtendLeaseAsync(lease with { Incarnation = Guid.CreateVersion7() }, default));

        Assert.Equal([("beating", 2, 1)], Keys(await TakeAsync(after: Lease)));
        Assert.True(await under.Journal.ExtendLeaseAsync(lease with { Until = Executions.Noon }, default));
        Assert.Equal([("beating", 1, 1)], Keys(await TakeAsync()));
    }

    [ContractFact]
    public async Task A_withdrawn_task_never_comes_back()
    {
        var summary = await StartedAsync("done");
        await ChangeAsync(summary, 2, Offer(1), Offer(2));
        await TakeAsync(max: 1);

        await ChangeAsync(summary, 3, new QueueChange.Withdraw(1, 1), new QueueChange.Withdraw(2, 1));

        Assert.Empty(await TakeAsync(after: TimeSpan.FromDays(1)));
        Assert.False(await under.Journal.ExtendLeaseAsync(new TaskLease(summary.Incarnation, 1, 1, Executions.Noon), default));
    }

    [ContractFact]
    public async Task A_task_goes_to_one_of_many_workers_at_once()
    {
        var summaries = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => StartedAsync($"shared-{number:D2}")));
        await Task.WhenAll(summaries.Select(summary => ChangeAsync(summary, 2, Offer(1), Offer(2), Offer(3))));

        var taken = (await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => TakeAsync(max: 5)))).SelectMany(tasks => tasks).ToList();

        Assert.Equal(120, taken.Count);
        Assert.Equal(120, Keys(taken).Distinct().Count());
    }

    [ContractFact]
    public async Task A_withdrawal_wins_over_leases_that_move_meanwhile()
    {
        var summaries = await Task.WhenAll(Enumerable.Range(0, 25).Select(number => StartedAsync($"racing-{number:D2}")));
        await Task.WhenAll(summaries.Select(summary => ChangeAsync(summary, 2, Offer(1), Offer(2))));
        await TakeAsync();

        var beats = Task.WhenAll(
            from beat in Enumerable.Range(1, 8)
            from summary in summaries
            select under.Journal.ExtendLeaseAsync(new TaskLease(summary.Incarnation, 1, 1, Executions.Noon.AddSeconds(beat)), default)
        );
        await Task.WhenAll(
            summaries.Select(summary => ChangeAsync(summary, 3, new QueueChange.Withdraw(1, 1), new QueueChange.Withdraw(2, 1)))
        );
        await beats;

        Assert.Empty(await TakeAsync(after: TimeSpan.FromDays(1)));
    }

    [ContractFact]
    public async Task Appends_with_and_without_queues_and_summaries_share_batches()
    {
        var summaries = await Task.WhenAll(
            Enumerable
                .Range(0, 90)
                .Select(async number =>
                {
                    var summary = Executions.Summary($"mixed-{number:D2}");
                    await AppendAsync(Executions.Start(summary, writer) with { Queue = number % 3 == 0 ? [Offer(number)] : [] });
                    var write = number % 2 == 0 ? Executions.Ended(Executions.Noon) : null;
                    var queue = number % 9 == 0 ? (QueueChange[])[new QueueChange.Withdraw(number, 1)] : [];
                    await AppendAsync(Executions.Next(summary, 2, writer, write: write) with { Queue = queue });
                    return summary;
                })
        );

        var expected = Enumerable.Range(0, 90).Where(number => number % 3 == 0 && number % 9 != 0);
        Assert.Equal(expected, (await TakeAsync()).Select(task => task.Step).Order());
        foreach (var summary in summaries)
            Assert.Equal(2, (await Journal.ReadEventsAsync(summary.Incarnation, 0, default)).Count);
    }

    [ContractFact]
    public async Task A_poll_that_waits_gets_what_is_offered_then()
    {
        var summary = await StartedAsync("awaited");
        var queues = new TaskQueues(under.Journal, TimeProvider.System);
        var polls = Enumerable.Range(0, 3).Select(_ => queues.PollAsync("work", "w", 1, TimeSpan.FromMinutes(5), default)).ToList();

        await ChangeAsync(summary, 2, Offer(1), Offer(2));
        await ChangeAsync(summary, 3, Offer(3));

        var taken = (await Task.WhenAll(polls)).SelectMany(tasks => tasks);
        Assert.Equal([("awaited", 1, 1), ("awaited", 2, 1), ("awaited", 3, 1)], Keys(taken).Order());
    }

    private static QueueChange.Offer Offer(int step, int attempt = 1, string queue = "work", byte payload = 1) =>
        new(queue, step, attempt, Executions.Bytes(9, payload), Lease);

    private async Task ChangeAsync(ExecutionSummary summary, long sequence, params QueueChange[] changes) =>
        Assert.Equal(AppendOutcome.Appended, await AppendAsync(Executions.Next(summary, sequence, writer) with { Queue = changes }));

    private Task<IReadOnlyList<TakenTask>> TakeAsync(int max = 1000, TimeSpan after = default, string queue = "work") =>
        under.Journal.TakeTasksAsync(queue, "worker-\0", max, Executions.Noon + after, default);

    private static IEnumerable<(string Id, int Step, int Attempt)> Keys(IEnumerable<TakenTask> tasks) =>
        tasks.Select(task => (task.ExecutionId, task.Step, task.Attempt));
}
