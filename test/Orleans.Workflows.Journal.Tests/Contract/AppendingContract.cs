using Workflows.Core.State;
using Workflows.Journal.Appending;
using Workflows.Journal.Reading;
using Workflows.Testing;
using Workflows.Testing.Postgres;

namespace Workflows.Journal.Tests.Contract;

public abstract partial class JournalContract
{
    private readonly Guid writer = Guid.CreateVersion7();

    [ContractFact]
    public async Task A_start_is_read_back_as_it_was_written()
    {
        var summary = Executions.Summary("order-1") with
        {
            EndedAt = Executions.Noon.AddMilliseconds(123),
            Error = "States.Timeout",
            Cause = "Too slow: ü, 𝄞",
            Run = 2,
            Tags = Executions.Summary("x").Tags.Add("customer", "ACME \"&\" Söhne").Add("tier", "gold"),
            ParentId = "parent-1",
            ParentStepId = "7",
        };

        Assert.Equal(AppendOutcome.Appended, await AppendAsync(Executions.Start(summary, writer, count: 3)));

        var read = await Journal.ReadSummaryAsync("order-1", default);
        Assert.NotNull(read);
        Assert.Equal(summary.Tags, read.Tags);
        Assert.Equal(summary with { LastSequence = 3 }, read with { Tags = summary.Tags });
        var row = Assert.Single(await Journal.ReadEventsAsync(summary.Incarnation, 0, default));
        Assert.Equal((1, 3, writer), (row.FirstSequence, row.Count, row.Writer));
        Assert.Equal(Executions.Bytes(40, 1), row.Events.ToArray());
    }

    [ContractFact]
    public async Task An_execution_that_nobody_started_is_not_there()
    {
        Assert.Null(await Journal.ReadSummaryAsync("nobody", default));
        Assert.Empty(await Journal.ReadEventsAsync(Guid.CreateVersion7(), 0, default));
    }

    [ContractFact]
    public async Task A_second_start_of_an_id_conflicts_and_leaves_no_trace()
    {
        var first = await StartedAsync("taken");
        var second = Executions.Summary("taken") with { Workflow = "other" };

        Assert.Equal(AppendOutcome.Conflict, await AppendAsync(Executions.Start(second, Guid.CreateVersion7())));

        Assert.Equal("order", (await Journal.ReadSummaryAsync("taken", default))!.Workflow);
        Assert.Empty(await Journal.ReadEventsAsync(second.Incarnation, 0, default));
        Assert.Single(await Journal.ReadEventsAsync(first.Incarnation, 0, default));
    }

    [ContractFact]
    public async Task Of_many_starts_of_an_id_at_once_one_wins()
    {
        var summaries = Enumerable.Range(0, 20).Select(_ => Executions.Summary("wanted")).ToList();

        var outcomes = await Task.WhenAll(summaries.Select(summary => AppendAsync(Executions.Start(summary, Guid.CreateVersion7()))));

        var winner = summaries[outcomes.Index().Single(outcome => outcome.Item == AppendOutcome.Appended).Index];
        Assert.Equal(winner.Incarnation, (await Journal.ReadSummaryAsync("wanted", default))!.Incarnation);
        foreach (var summary in summaries)
            Assert.Equal(summary == winner ? 1 : 0, (await Journal.ReadEventsAsync(summary.Incarnation, 0, default)).Count);
    }

    [ContractFact]
    public async Task A_stale_activation_loses_the_append()
    {
        var summary = await StartedAsync("fenced");
        var other = Guid.CreateVersion7();
        Assert.Equal(AppendOutcome.Appended, await AppendAsync(Executions.Next(summary, 2, other)));

        Assert.Equal(AppendOutcome.Conflict, await AppendAsync(Executions.Next(summary, 2, writer, count: 5)));

        var rows = await Journal.ReadEventsAsync(summary.Incarnation, 1, default);
        Assert.Equal((other, 1), (Assert.Single(rows).Writer, rows[0].Count));
    }

    [ContractFact]
    public async Task Of_two_activations_that_append_at_once_one_wins()
    {
        var summary = await StartedAsync("split-brain");

        for (var sequence = 2; sequence < 12; sequence++)
        {
            var outcomes = await Task.WhenAll(
                AppendAsync(Executions.Next(summary, sequence, Guid.CreateVersion7())),
                AppendAsync(Executions.Next(summary, sequence, Guid.CreateVersion7()))
            );
            Assert.Equal([AppendOutcome.Appended, AppendOutcome.Conflict], outcomes.Order());
        }
    }

    [ContractFact]
    public async Task An_append_that_is_repeated_by_its_writer_has_succeeded()
    {
        var summary = Executions.Summary("repeated");
        var start = Executions.Start(summary, writer);
        var next = Executions.Next(summary, 2, writer, write: Executions.Ended(Executions.Noon));

        foreach (var append in new[] { start, start, next, next })
            Assert.Equal(AppendOutcome.Appended, await AppendAsync(append));

        Assert.Equal([1, 2], (await Journal.ReadEventsAsync(summary.Incarnation, 0, default)).Select(row => row.FirstSequence));
        Assert.Equal(ExecutionStatus.Succeeded, (await Journal.ReadSummaryAsync("repeated", default))!.Status);
    }

    [ContractFact]
    public async Task A_conflicting_append_fails_alone()
    {
        var stale = await StartedAsync("stale");
        await AppendAsync(Executions.Next(stale, 2, Guid.CreateVersion7()));
        var others = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => StartedAsync($"other-{number}")));

        var lost = AppendAsync(Executions.Next(stale, 2, writer, write: Executions.Ended(Executions.Noon)));
        var outcomes = await Task.WhenAll(
            others.Select(
                (summary, number) =>
                    AppendAsync(Executions.Next(summary, 2, writer, write: number % 3 == 0 ? Executions.Ended(Executions.Noon) : null))
            )
        );

        Assert.Equal(AppendOutcome.Conflict, await lost);
        Assert.All(outcomes, outcome => Assert.Equal(AppendOutcome.Appended, outcome));
        Assert.Equal(ExecutionStatus.Running, (await Journal.ReadSummaryAsync("stale", default))!.Status);
    }

    [ContractFact]
    public async Task A_summary_changes_with_its_row()
    {
        var summary = await StartedAsync("changing");
        var update = new SummaryWrite.Update(
            ExecutionStatus.Failed,
            Executions.Noon.AddSeconds(1),
            Executions.Noon.AddSeconds(2),
            Executions.Noon.AddSeconds(3),
            "silo-b@2",
            "PaymentError",
            "declined",
            Run: 3
        );

        await AppendAsync(Executions.Next(summary, 2, writer, write: update));

        Assert.Equal(
            summary with
            {
                Status = update.Status,
                UpdatedAt = update.UpdatedAt,
                EndedAt = update.EndedAt,
                WakeAt = update.WakeAt,
                Owner = update.Owner,
                Error = update.Error,
                Cause = update.Cause,
                Run = 3,
                LastSequence = 2,
            },
            await Journal.ReadSummaryAsync("changing", default)
        );
    }

    [ContractFact]
    public async Task A_late_writer_of_a_deleted_execution_changes_nothing_that_is_read()
    {
        var deleted = Executions.Summary("reborn");
        var alive = await StartedAsync("reborn");

        Assert.Equal(
            AppendOutcome.Conflict,
            await AppendAsync(Executions.Next(deleted, 9, writer, write: Executions.Ended(Executions.Noon)) with { Queue = [Offer(1)] })
        );

        Assert.Empty(await Journal.ReadEventsAsync(deleted.Incarnation, 0, default));
        Assert.Empty(await TakeAsync());
        Assert.Equal(alive with { LastSequence = 1 }, await Journal.ReadSummaryAsync("reborn", default));
        Assert.Single(await Journal.ReadEventsAsync(alive.Incarnation, 0, default));
    }

    [ContractFact]
    public async Task A_cause_that_is_no_text_to_the_database_is_kept_as_far_as_it_is()
    {
        var summary = await StartedAsync("binary");
        var update = new SummaryWrite.Update(ExecutionStatus.Failed, Executions.Noon, Executions.Noon, null, null, "E\0", "a\0b\uD800c", 1);

        Assert.Equal(AppendOutcome.Appended, await AppendAsync(Executions.Next(summary, 2, writer, write: update)));

        var read = await Journal.ReadSummaryAsync("binary", default);
        Assert.Equal(("E\uFFFD", "a\uFFFDb\uFFFDc"), (read!.Error, read.Cause));
    }

    [ContractFact]
    public async Task Racing_activations_leave_histories_without_gaps_and_lose_nothing_that_was_acknowledged()
    {
        const int Events = 15;
        var summaries = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => StartedAsync($"raced-{number}")));

        var acknowledged = await Task.WhenAll(from summary in summaries from _ in Enumerable.Range(0, 3) select RaceAsync(summary, Events));

        foreach (var summary in summaries)
        {
            var rows = await Journal.ReadEventsAsync(summary.Incarnation, 0, default);
            var next = 1L;
            foreach (var row in rows)
            {
                Assert.Equal(next, row.FirstSequence);
                next += row.Count;
            }
            var own = acknowledged.SelectMany(race => race).Where(append => append.Incarnation == summary.Incarnation);
            Assert.Equal(
                own.Select(append => (append.FirstSequence, append.Writer)).Order(),
                rows.Skip(1).Select(row => (row.FirstSequence, row.Writer)).Order()
            );
        }
    }

    [ContractFact]
    public async Task What_is_queued_when_the_process_ends_is_written()
    {
        var summaries = Enumerable.Range(0, 300).Select(number => Executions.Summary($"late-{number:D3}")).ToList();
        var appends = summaries.Select(summary => AppendAsync(Executions.Start(summary, writer))).ToList();

        await RestartAsync();

        Assert.All(await Task.WhenAll(appends), outcome => Assert.Equal(AppendOutcome.Appended, outcome));
        Assert.Equal(300, (await Journal.ListAsync(new ExecutionQuery { Limit = 1000 }, default)).Count);
    }

    [ContractFact]
    public async Task A_journal_that_has_stopped_says_so()
    {
        var stopped = Journal;
        await RestartAsync();

        await Assert.ThrowsAsync<JournalStoppedException>(() =>
            stopped.AppendAsync(Executions.Start(Executions.Summary("late"), writer), default)
        );
    }

    /// <summary>Appends; a start that is refused while the database fails was not written, and is sent again.</summary>
    private protected async Task<AppendOutcome> AppendAsync(Append append)
    {
        AppendOutcome? outcome = null;
        await Poll.UntilAsync(async () =>
        {
            try
            {
                outcome = await Journal.AppendAsync(append, CancellationToken.None);
            }
            catch (JournalOverloadedException) when (faultSeed is not null)
            {
                outcome = null;
            }
            return outcome is not null;
        });
        return outcome!.Value;
    }

    private protected async Task<ExecutionSummary> StartedAsync(string id, Func<ExecutionSummary, ExecutionSummary>? change = null)
    {
        var summary = Executions.Summary(id);
        summary = change?.Invoke(summary) ?? summary;
        Assert.Equal(AppendOutcome.Appended, await AppendAsync(Executions.Start(summary, writer)));
        return summary;
    }

    /// <summary>An activation that reads the history, appends, and reads again after a conflict; what it was told it has written.</summary>
    private async Task<List<Append>> RaceAsync(ExecutionSummary summary, int until)
    {
        var self = Guid.CreateVersion7();
        var written = new List<Append>();
        while (true)
        {
            var rows = await Journal.ReadEventsAsync(summary.Incarnation, 0, default);
            var next = rows[^1].FirstSequence + rows[^1].Count;
            for (var outcome = AppendOutcome.Appended; outcome == AppendOutcome.Appended; )
            {
                if (next > until)
                    return written;
                var append = Executions.Next(summary, next, self, count: 1 + (int)(next % 3));
                outcome = await AppendAsync(append);
                next += append.Count;
                if (outcome == AppendOutcome.Appended)
                    written.Add(append);
            }
        }
    }
}
