using Workflows.Core.State;
using Workflows.Journal.Appending;
using Workflows.Journal.Reading;
using Workflows.Testing.Postgres;

namespace Workflows.Journal.Tests.Contract;

public abstract partial class JournalContract
{
    [ContractFact]
    public async Task Events_are_read_from_the_row_that_holds_the_next_one()
    {
        var summary = await StartedAsync("long");
        await AppendAsync(Executions.Next(summary, 2, writer, count: 4));
        await AppendAsync(Executions.Next(summary, 6, writer));

        foreach (var (after, expected) in new (long, long[])[] { (0, [1, 2, 6]), (1, [2, 6]), (3, [2, 6]), (5, [6]), (6, []) })
            Assert.Equal(expected, (await Journal.ReadEventsAsync(summary.Incarnation, after, default)).Select(row => row.FirstSequence));
    }

    [ContractFact]
    public async Task Every_filter_narrows_the_list()
    {
        await StartFourAsync();

        await AssertListAsync(["d", "c", "b", "a"], new ExecutionQuery());
        await AssertListAsync(["b", "a"], new ExecutionQuery { Workflow = "order" });
        await AssertListAsync(["c", "a"], new ExecutionQuery { Version = "1" });
        await AssertListAsync(["c"], new ExecutionQuery { Statuses = [ExecutionStatus.Compensating] });
        await AssertListAsync(
            ["d", "c", "b", "a"],
            new ExecutionQuery { Statuses = [ExecutionStatus.Running, ExecutionStatus.Compensating] }
        );
        await AssertListAsync([], new ExecutionQuery { Statuses = [ExecutionStatus.Failed] });
        await AssertListAsync(["d", "c"], new ExecutionQuery { StartedAfter = Executions.Noon.AddSeconds(2) });
        await AssertListAsync(["d"], new ExecutionQuery { StartedAfter = Executions.Noon.AddSeconds(2).AddTicks(1) });
        await AssertListAsync(["b", "a"], new ExecutionQuery { StartedBefore = Executions.Noon.AddSeconds(2) });
        await AssertListAsync(["a"], new ExecutionQuery { Tags = [new("tier", "gold")] });
        await AssertListAsync(["a"], new ExecutionQuery { Tags = [new("tier", "gold"), new("eu", "yes")] });
        await AssertListAsync([], new ExecutionQuery { Tags = [new("tier", "gold"), new("eu", "no")] });
        await AssertListAsync([], new ExecutionQuery { Tags = [new("missing", "x")] });
        await AssertListAsync(["d", "b"], new ExecutionQuery { Parent = "a" });
        await AssertListAsync(
            ["d"],
            new ExecutionQuery
            {
                Parent = "a",
                Workflow = "bill",
                Version = "3",
                Tags = [new("tier", "tin")],
                StartedAfter = Executions.Noon,
            }
        );
        await AssertListAsync(["d", "c"], new ExecutionQuery { Limit = 2 });
    }

    private async Task StartFourAsync()
    {
        await StartedAsync(
            "a",
            summary => summary with { Workflow = "order", Version = "1", Tags = Tags(("tier", "gold"), ("eu", "yes")) }
        );
        await StartedAsync(
            "b",
            summary => summary with { Workflow = "order", Version = "2", StartedAt = Executions.Noon.AddSeconds(1), ParentId = "a" }
        );
        await StartedAsync(
            "c",
            summary =>
                summary with
                {
                    Workflow = "bill",
                    Version = "1",
                    StartedAt = Executions.Noon.AddSeconds(2),
                    Status = ExecutionStatus.Compensating,
                }
        );
        await StartedAsync(
            "d",
            summary =>
                summary with
                {
                    Workflow = "bill",
                    Version = "3",
                    StartedAt = Executions.Noon.AddSeconds(3),
                    Tags = Tags(("tier", "tin")),
                    ParentId = "a",
                }
        );
    }

    [ContractFact]
    public async Task What_looks_like_SQL_in_a_filter_is_only_text()
    {
        await StartedAsync(
            "o'neil",
            summary => summary with { Workflow = "' OR 1=1 --", Tags = Tags(("a\"b", "'; DROP TABLE workflow_events; --")) }
        );

        await AssertListAsync(
            ["o'neil"],
            new ExecutionQuery { Workflow = "' OR 1=1 --", Tags = [new("a\"b", "'; DROP TABLE workflow_events; --")] }
        );
        await AssertListAsync([], new ExecutionQuery { Workflow = "x' OR '1'='1" });
    }

    [ContractFact]
    public async Task Pages_follow_each_other_without_gap_or_repetition_also_where_times_are_equal()
    {
        var ids = Enumerable.Range(0, 23).Select(number => $"page-{number:D2}").ToList();
        await Task.WhenAll(
            ids.Select(
                (id, number) => StartedAsync(id, summary => summary with { StartedAt = Executions.Noon.AddMilliseconds(number / 10) })
            )
        );

        var read = new List<string>();
        for (ExecutionCursor? cursor = null; ; )
        {
            var page = await Journal.ListAsync(
                new ExecutionQuery
                {
                    Workflow = "order",
                    Limit = 4,
                    After = cursor,
                },
                default
            );
            if (page.Count == 0)
                break;
            read.AddRange(page.Select(summary => summary.Id));
            cursor = new ExecutionCursor(page[^1].StartedAt, page[^1].Id);
        }

        Assert.Equal(ids.AsEnumerable().Reverse(), read);
    }

    [ContractFact]
    public async Task What_is_due_in_a_shard_comes_earliest_first()
    {
        var ids = Enumerable.Range(0, 200).Select(number => $"due-{number}").Where(id => Shards.Of(id) == 5).Take(4).ToList();
        Assert.Equal(4, ids.Count);
        foreach (var (number, id) in ids.Index())
            await StartedAsync(id, summary => summary with { WakeAt = Executions.Noon.AddSeconds(-number), Owner = null });
        var elsewhere = Enumerable.Range(0, 200).Select(number => $"else-{number}").First(id => Shards.Of(id) == 6);
        await StartedAsync(elsewhere, summary => summary with { WakeAt = Executions.Noon.AddDays(-1) });

        Assert.Equal([ids[3], ids[2], ids[1], ids[0]], Ids(await Journal.ReadDueAsync(5, Executions.Noon, 10, default)));
        Assert.Equal([ids[3], ids[2], ids[1]], Ids(await Journal.ReadDueAsync(5, Executions.Noon.AddSeconds(-1), 10, default)));
        Assert.Equal([ids[3], ids[2]], Ids(await Journal.ReadDueAsync(5, Executions.Noon, 2, default)));
        var due = (await Journal.ReadDueAsync(5, Executions.Noon, 1, default))[0];
        Assert.Equal(new DueExecution(ids[3], Executions.Noon.AddSeconds(-3), Owner: null), due);
    }

    [ContractFact]
    public async Task What_has_ended_and_owes_nothing_is_never_due()
    {
        var summary = await StartedAsync("ended");
        await AppendAsync(Executions.Next(summary, 2, writer, write: Executions.Ended(Executions.Noon)));

        Assert.Empty(await Journal.ReadDueAsync(Shards.Of("ended"), Executions.Noon.AddYears(9), 10, default));
        Assert.Empty(await Journal.ReadOverdueAsync(Executions.Noon.AddYears(9), 10, default));
        Assert.Empty(await Journal.ReadOrphansAsync([], 10, default));
    }

    [ContractFact]
    public async Task What_is_overdue_is_found_in_all_shards()
    {
        for (var number = 0; number < 40; number++)
        {
            var late = number;
            await StartedAsync($"late-{number:D2}", summary => summary with { WakeAt = Executions.Noon.AddSeconds(-late) });
        }

        var expected = Enumerable.Range(11, 29).Reverse().Select(number => $"late-{number:D2}").ToList();
        Assert.Equal(expected, Ids(await Journal.ReadOverdueAsync(Executions.Noon.AddSeconds(-10), 100, default)));
        Assert.Equal(expected.Take(5), Ids(await Journal.ReadOverdueAsync(Executions.Noon.AddSeconds(-10), 5, default)));
    }

    [ContractFact]
    public async Task Orphans_are_those_whose_owner_does_not_live()
    {
        foreach (var (id, owner) in new[] { ("a", "silo-a@1"), ("b", "silo-a@2"), ("c", "silo-b@1"), ("d", null), ("e", "silo-b@1") })
            await StartedAsync(id, summary => summary with { Owner = owner });

        Assert.Equal(["a", "c", "e"], Ids(await Journal.ReadOrphansAsync(["silo-a@2", "silo-z@1"], 10, default)).Order());
        Assert.Equal(["a", "b", "c", "e"], Ids(await Journal.ReadOrphansAsync([], 10, default)).Order());
        Assert.Equal(2, (await Journal.ReadOrphansAsync([], 2, default)).Count);
        Assert.Empty(await Journal.ReadOrphansAsync(["silo-a@1", "silo-a@2", "silo-b@1"], 10, default));
    }

    [ContractFact]
    public async Task An_owner_changes_only_from_the_expected_one()
    {
        var summary = await StartedAsync("owned");
        var change = new OwnerChange("owned", summary.Incarnation, "silo-a@1", "silo-b@1", Executions.Noon.AddHours(1));

        Assert.True(await Journal.ChangeOwnerAsync(change, default));
        Assert.False(await Journal.ChangeOwnerAsync(change with { Owner = "silo-c@1" }, default));
        Assert.False(await Journal.ChangeOwnerAsync(change with { ExpectedOwner = null, Incarnation = Guid.CreateVersion7() }, default));
        Assert.False(await Journal.ChangeOwnerAsync(change with { ExecutionId = "nobody", ExpectedOwner = null }, default));

        var read = await Journal.ReadSummaryAsync("owned", default);
        Assert.Equal(("silo-b@1", Executions.Noon.AddHours(1), Executions.Noon), (read!.Owner, read.WakeAt, read.UpdatedAt));
        Assert.True(await Journal.ChangeOwnerAsync(change with { ExpectedOwner = null, Owner = null, WakeAt = null }, default));
        read = await Journal.ReadSummaryAsync("owned", default);
        Assert.Equal((null, null), (read!.Owner, read.WakeAt));
    }

    [ContractFact]
    public async Task Changes_of_one_execution_at_once_happen_one_after_the_other()
    {
        var summary = await StartedAsync("contended");

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(number =>
                    Journal.ChangeOwnerAsync(
                        new OwnerChange("contended", summary.Incarnation, "silo-a@1", $"silo-{number}@1", Executions.Noon),
                        default
                    )
                )
        );

        var winner = Array.IndexOf(outcomes, true);
        Assert.Equal(1, outcomes.Count(changed => changed));
        Assert.Equal($"silo-{winner}@1", (await Journal.ReadSummaryAsync("contended", default))!.Owner);
    }

    [ContractFact]
    public async Task A_silo_renews_the_leases_of_its_own_executions_only()
    {
        await StartedAsync("mine-1");
        await StartedAsync("mine-2");
        await StartedAsync("theirs", summary => summary with { Owner = "silo-b@1" });
        await StartedAsync("settled", summary => summary with { WakeAt = null });
        var lease = Executions.Noon.AddMinutes(9);

        await Journal.RenewLeasesAsync("silo-a@1", ["mine-1", "mine-2", "theirs", "settled", "nobody"], lease, default);

        Assert.Equal(lease, (await Journal.ReadSummaryAsync("mine-1", default))!.WakeAt);
        Assert.Equal(lease, (await Journal.ReadSummaryAsync("mine-2", default))!.WakeAt);
        Assert.Equal(Executions.Noon.AddMinutes(1), (await Journal.ReadSummaryAsync("theirs", default))!.WakeAt);
        Assert.Null((await Journal.ReadSummaryAsync("settled", default))!.WakeAt);
    }

    private async Task AssertListAsync(string[] expected, ExecutionQuery query) =>
        Assert.Equal(expected, (await Journal.ListAsync(query, default)).Select(summary => summary.Id));

    private static System.Collections.Immutable.ImmutableSortedDictionary<string, string> Tags(params (string Name, string Value)[] tags) =>
        System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(tags.Select(tag => KeyValuePair.Create(tag.Name, tag.Value)));

    private static IEnumerable<string> Ids(IEnumerable<DueExecution> due) => due.Select(execution => execution.Id);
}
