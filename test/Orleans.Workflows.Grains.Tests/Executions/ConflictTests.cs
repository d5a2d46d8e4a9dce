using Workflows.Core.Encoding;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Journal.Appending;
using Workflows.Language.Data;

namespace Workflows.Grains.Tests.Executions;

public sealed class ConflictTests
{
    [Fact]
    public async Task An_activation_that_was_overtaken_decides_on_the_fresh_state_and_drops_nothing()
    {
        using var database = Database.Sqlite();
        var release = new TaskCompletionSource();
        await using var engine = await Engine.StartAsync(
            database,
            services => services.AddTaskHandler("first", Wait).AddTaskHandler("second", (attempt, _) => ValueTask.FromResult(attempt.Input))
        );
        await engine.RegisterAsync(
            "{name: two, startAt: a, states: {a: {type: Task, resource: first, next: b}, b: {type: Task, resource: second, end: true}}}"
        );
        var id = await engine.StartAsync("two");
        await WriteBehindItsBackAsync(engine, id);

        release.SetResult();
        var state = await engine.EndOfAsync(id);

        Assert.Equal(ExecutionStatus.Succeeded, state.Status);
        Assert.Single(await engine.HistoryOfAsync(id), "TaskRedelivered");
        Assert.Equal(2, (await engine.Executions.ReadStepsAsync(id))!.Count);

        async ValueTask<JsonData> Wait(TaskAttempt attempt, CancellationToken cancellationToken)
        {
            await release.Task;
            return attempt.Input;
        }
    }

    // As another activation would that believes the first one gone.
    private static async Task WriteBehindItsBackAsync(Engine engine, string id)
    {
        var summary = (await engine.Journal.ReadSummaryAsync(id, default))!;
        var state = await engine.StateOfAsync(id);
        var outcome = await engine.Journal.AppendAsync(
            new Append
            {
                ExecutionId = id,
                Incarnation = summary.Incarnation,
                FirstSequence = state.LastSequence + 1,
                Count = 1,
                Writer = Guid.NewGuid(),
                Events = EventCodec.Encode([new TaskRedelivered(state.LastAt, 1, 1, 1)]),
            },
            default
        );
        Assert.Equal(AppendOutcome.Appended, outcome);
    }
}
