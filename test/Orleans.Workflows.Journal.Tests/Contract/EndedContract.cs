using Workflows.Core.State;
using Workflows.Journal.Appending;
using Workflows.Journal.Reading;
using Workflows.Journal.Retention;
using Workflows.Testing.Postgres;

namespace Workflows.Journal.Tests.Contract;

public abstract partial class JournalContract
{
    [ContractFact]
    public async Task What_has_ended_but_owes_something_is_owned_leased_and_woken_as_if_it_ran()
    {
        var summary = await StartedAsync("owing");
        var owes = Executions.Ended(Executions.Noon) with { WakeAt = Executions.Noon.AddSeconds(5), Owner = "silo-a@1" };
        await AppendAsync(Executions.Next(summary, 2, writer, write: owes));

        var due = Assert.Single(await Journal.ReadDueAsync(Shards.Of("owing"), Executions.Noon.AddSeconds(5), 10, default));
        Assert.Equal(new DueExecution("owing", Executions.Noon.AddSeconds(5), "silo-a@1"), due);
        Assert.Equal(["owing"], Ids(await Journal.ReadOverdueAsync(Executions.Noon.AddSeconds(6), 10, default)));
        Assert.Equal(["owing"], Ids(await Journal.ReadOrphansAsync(["silo-a@2"], 10, default)));
        Assert.Empty(await ReadExpiredAsync());

        await Journal.RenewLeasesAsync("silo-a@1", ["owing"], Executions.Noon.AddMinutes(1), default);
        Assert.Equal(Executions.Noon.AddMinutes(1), (await Journal.ReadSummaryAsync("owing", default))!.WakeAt);

        Assert.True(await Journal.ChangeOwnerAsync(new OwnerChange("owing", summary.Incarnation, "silo-a@1", null, null), default));
        Assert.Empty(await Journal.ReadOverdueAsync(Executions.Noon.AddYears(9), 10, default));
        Assert.Equal(["owing"], Ids(await ReadExpiredAsync()));
    }

    [ContractFact]
    public async Task A_redrive_makes_an_ended_execution_run_again()
    {
        var summary = await StartedAsync("redriven");
        await StartedAsync("newer", other => other with { StartedAt = Executions.Noon.AddSeconds(1) });
        var failed = Executions.Ended(Executions.Noon) with { Status = ExecutionStatus.Failed, Error = "E", Cause = "why" };
        await AppendAsync(Executions.Next(summary, 2, writer, write: failed));
        await AssertListAsync(["redriven"], new ExecutionQuery { Statuses = [ExecutionStatus.Failed] });
        var again = new SummaryWrite.Update(
            ExecutionStatus.Running,
            Executions.Noon.AddHours(1),
            EndedAt: null,
            WakeAt: Executions.Noon.AddHours(2),
            Owner: "silo-b@1",
            Error: null,
            Cause: null,
            Run: 2
        );

        Assert.Equal(AppendOutcome.Appended, await AppendAsync(Executions.Next(summary, 3, writer, write: again)));

        var expected = summary with { UpdatedAt = again.UpdatedAt, WakeAt = again.WakeAt, Owner = "silo-b@1", Run = 2, LastSequence = 3 };
        Assert.Equal(expected, await Journal.ReadSummaryAsync("redriven", default));
        await AssertListAsync(["newer", "redriven"], new ExecutionQuery { Statuses = [ExecutionStatus.Running] });
        Assert.Equal(["redriven"], Ids(await Journal.ReadOrphansAsync(["silo-a@1"], 10, default)));
        Assert.Empty(await ReadExpiredAsync(ExecutionStatus.Failed));
    }

    [ContractFact]
    public async Task A_summary_is_written_although_its_lease_moves_meanwhile()
    {
        var summaries = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => StartedAsync($"busy-{number:D2}")));
        var ids = summaries.Select(summary => summary.Id).ToList();

        var renewals = Task.WhenAll(
            Enumerable.Range(1, 8).Select(beat => Journal.RenewLeasesAsync("silo-a@1", ids, Executions.Noon.AddMinutes(beat), default))
        );
        await Task.WhenAll(
            summaries.Select(summary => AppendAsync(Executions.Next(summary, 2, writer, write: Executions.Ended(Executions.Noon))))
        );
        await renewals;

        foreach (var id in ids)
        {
            var read = await Journal.ReadSummaryAsync(id, default);
            Assert.Equal((ExecutionStatus.Succeeded, null, null), (read!.Status, read.WakeAt, read.Owner));
        }
    }

    [ContractFact]
    public async Task Children_are_listed_page_by_page()
    {
        for (var number = 0; number < 5; number++)
        {
            var place = number;
            await StartedAsync(
                $"child-{number}",
                child => child with { ParentId = "parent", StartedAt = Executions.Noon.AddSeconds(place) }
            );
        }
        await StartedAsync("parent");

        var query = new ExecutionQuery { Parent = "parent", Limit = 3 };
        await AssertListAsync(["child-4", "child-3", "child-2"], query);
        await AssertListAsync(["child-1", "child-0"], query with { After = new ExecutionCursor(Executions.Noon.AddSeconds(2), "child-2") });
    }

    [ContractFact]
    public async Task What_may_be_deleted_comes_in_the_order_of_its_end()
    {
        foreach (var (id, seconds) in new[] { ("b", 2), ("a", 3), ("c", 1), ("late", 60) })
            await EndedAsync(id, Executions.Noon.AddSeconds(seconds));
        await EndedAsync("failed", Executions.Noon, ExecutionStatus.Failed);
        await StartedAsync("running", summary => summary with { WakeAt = Executions.Noon });

        Assert.Equal(["c", "b", "a"], Ids(await ReadExpiredAsync(before: 60)));
        Assert.Equal(["c", "b"], Ids(await ReadExpiredAsync(before: 60, limit: 2)));
        Assert.Equal(["failed"], Ids(await ReadExpiredAsync(ExecutionStatus.Failed)));
        Assert.Equal(2, (await ReadExpiredAsync(limit: 1))[0].Events);
    }

    [ContractFact]
    public async Task Tagged_executions_are_listed_page_by_page_and_their_tags_go_with_them()
    {
        ExecutionSummary Tagged(ExecutionSummary summary, int second) =>
            summary with
            {
                Tags = Tags(("tier", "gold"), ("place", "x")),
                StartedAt = Executions.Noon.AddSeconds(second),
            };

        for (var number = 0; number < 4; number++)
        {
            var second = number;
            var started = await StartedAsync($"tagged-{number}", summary => Tagged(summary, second));
            await AppendAsync(Executions.Next(started, 2, writer, write: Executions.Ended(Executions.Noon)));
        }

        var query = new ExecutionQuery { Tags = [new("tier", "gold")], Limit = 3 };
        await AssertListAsync(["tagged-3", "tagged-2", "tagged-1"], query);
        await AssertListAsync(["tagged-0"], query with { After = new ExecutionCursor(Executions.Noon.AddSeconds(1), "tagged-1") });
        await AssertListAsync(
            ["tagged-2", "tagged-1"],
            query with
            {
                StartedAfter = Executions.Noon.AddSeconds(1),
                StartedBefore = Executions.Noon.AddSeconds(3),
            }
        );

        await under.Journal.DeleteAsync([.. await ReadExpiredAsync()], default);
        await AssertListAsync([], query);
        await StartedAsync("tagged-0", summary => Tagged(summary, 0));
        await AssertListAsync(["tagged-0"], query);
    }

    [ContractFact]
    public async Task A_deleted_execution_leaves_nothing_behind()
    {
        var gone = await EndedAsync("gone", Executions.Noon, queue: Offer(1));
        var kept = await EndedAsync("kept", Executions.Noon.AddSeconds(1), queue: Offer(2));
        var expired = await ReadExpiredAsync();

        await under.Journal.DeleteAsync([expired[0]], default);

        Assert.Equal(["kept"], Ids(await ReadExpiredAsync()));
        Assert.Null(await Journal.ReadSummaryAsync("gone", default));
        Assert.Empty(await Journal.ReadEventsAsync(gone.Incarnation, 0, default));
        Assert.Equal(2, (await Journal.ReadEventsAsync(kept.Incarnation, 0, default)).Count);
        Assert.Equal([("kept", 2, 1)], Keys(await TakeAsync()));
        var reborn = await StartedAsync("gone");
        Assert.NotEqual(gone.Incarnation, reborn.Incarnation);
    }

    [ContractFact]
    public async Task What_was_redriven_or_born_again_since_it_was_found_is_not_deleted()
    {
        var redriven = await EndedAsync("redriven", Executions.Noon);
        await EndedAsync("reborn", Executions.Noon);
        await StartedAsync("running", summary => summary with { WakeAt = null });
        var expired = await ReadExpiredAsync();
        var again = Executions.Ended(Executions.Noon) with
        {
            Status = ExecutionStatus.Running,
            EndedAt = null,
            WakeAt = Executions.Noon.AddDays(1),
        };
        await AppendAsync(Executions.Next(redriven, 3, writer, write: again));

        var running = (await Journal.ReadSummaryAsync("running", default))!;
        await under.Journal.DeleteAsync(
            [
                .. expired.Where(execution => execution.Id != "reborn"),
                new ExpiredExecution("reborn", Guid.CreateVersion7(), 2),
                new ExpiredExecution("running", running.Incarnation, 1),
            ],
            default
        );

        await AssertListAsync(["running", "redriven", "reborn"], new ExecutionQuery());
        Assert.Equal(3, (await Journal.ReadEventsAsync(redriven.Incarnation, 0, default)).Count);
    }

    [ContractFact]
    public async Task A_deletion_and_a_redrive_at_once_never_both_succeed()
    {
        var summaries = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(number => EndedAsync($"fought-{number:D2}", Executions.Noon.AddMilliseconds(number)))
        );
        var again = Executions.Ended(Executions.Noon) with
        {
            Status = ExecutionStatus.Running,
            EndedAt = null,
            WakeAt = Executions.Noon.AddDays(1),
        };
        var expired = await ReadExpiredAsync();

        var deletions = Task.WhenAll(expired.Chunk(10).Select(batch => under.Journal.DeleteAsync(batch, default)));
        var outcomes = await Task.WhenAll(summaries.Select(summary => AppendAsync(Executions.Next(summary, 3, writer, write: again))));
        await deletions;

        foreach (var (summary, outcome) in summaries.Zip(outcomes))
        {
            var isAlive = await Journal.ReadSummaryAsync(summary.Id, default) is not null;
            Assert.Equal(isAlive ? AppendOutcome.Appended : AppendOutcome.Conflict, outcome);
            Assert.Equal(isAlive ? 3 : 0, (await Journal.ReadEventsAsync(summary.Incarnation, 0, default)).Count);
        }
    }

    private async Task<ExecutionSummary> EndedAsync(
        string id,
        DateTimeOffset at,
        ExecutionStatus status = ExecutionStatus.Succeeded,
        Workflows.Journal.Queues.QueueChange? queue = null
    )
    {
        var summary = await StartedAsync(id);
        var append = Executions.Next(summary, 2, writer, write: Executions.Ended(at) with { Status = status });
        Assert.Equal(AppendOutcome.Appended, await AppendAsync(append with { Queue = queue is null ? [] : [queue] }));
        return summary;
    }

    private Task<IReadOnlyList<ExpiredExecution>> ReadExpiredAsync(
        ExecutionStatus status = ExecutionStatus.Succeeded,
        int before = 3600,
        int limit = 100
    ) => under.Journal.ReadExpiredAsync(status, Executions.Noon.AddSeconds(before), limit, default);

    private static IEnumerable<string> Ids(IEnumerable<ExpiredExecution> expired) => expired.Select(execution => execution.Id);
}
