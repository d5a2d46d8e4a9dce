using Workflows.Core.State;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Testing;

namespace Workflows.Grains.Tests.Executions;

public sealed class FailingJournalTests
{
    [Fact]
    public async Task An_append_that_fails_for_good_loses_the_activation_and_not_the_execution()
    {
        using var database = Database.Sqlite();
        await using var engine = await Engine.StartAsync(
            database,
            services =>
            {
                FaultyJournal.Add(services);
                services.AddTaskHandler("work", (attempt, _) => ValueTask.FromResult(attempt.Input));
            }
        );
        await engine.RegisterAsync("{name: one, startAt: work, states: {work: {type: Task, resource: work, end: true}}}");
        var failures = 0;
        ((FaultyJournal)engine.Journal).BeforeAppend = append =>
            append.FirstSequence > 1 && Interlocked.Increment(ref failures) == 1
                ? throw new InvalidOperationException("refused by the test")
                : Task.CompletedTask;

        // Read from the journal: a call to the grain that is decided together with the append that fails would fail, too.
        var id = await engine.StartAsync("one");
        await Poll.UntilAsync(async () => (await engine.StateOfAsync(id)).Status.IsEnded());

        Assert.Equal(ExecutionStatus.Succeeded, (await engine.StateOfAsync(id)).Status);
        Assert.True(failures >= 2);
    }
}
