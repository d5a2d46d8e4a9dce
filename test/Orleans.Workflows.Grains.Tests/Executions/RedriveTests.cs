using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Testing;

namespace Workflows.Grains.Tests.Executions;

public sealed class RedriveTests : IDisposable
{
    private const string Two = """
        name: two
        startAt: both
        states:
          both:
            type: Parallel
            branches:
              - {startAt: first, states: {first: {type: Task, resource: first, end: true}}}
              - {startAt: second, states: {second: {type: Task, resource: second, end: true}}}
            end: true
        """;

    private readonly Database database = Database.Sqlite();
    private volatile bool works;
    private int firsts;

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_failed_execution_goes_on_from_where_it_failed()
    {
        Engine? started = null;
        await using var engine = await Engine.StartAsync(
            database,
            services =>
                services
                    .AddTaskHandler(
                        "first",
                        (_, _) =>
                        {
                            Interlocked.Increment(ref firsts);
                            return ValueTask.FromResult(Engine.Json("1"));
                        }
                    )
                    .AddTaskHandler(
                        "second",
                        async (request, _) =>
                        {
                            await Poll.UntilAsync(async () => await HasFirstAsync(request.ExecutionId));
                            return works ? Engine.Json("2") : throw new TaskException("Down");
                        }
                    )
        );
        started = engine;
        await engine.RegisterAsync(Two);
        var id = await engine.StartAsync("two");
        Assert.Equal(ExecutionStatus.Failed, (await engine.EndOfAsync(id)).Status);

        works = true;
        Assert.Equal(RedriveOutcome.Redriven, await engine.Executions.RedriveAsync(id));
        var state = await engine.EndOfAsync(id);

        Assert.Equal((ExecutionStatus.Succeeded, "[1,2]", 2, 1), (state.Status, state.Output!.ToString(), state.Run, firsts));
        await engine.SummaryAsync(id, summary => summary is { Status: ExecutionStatus.Succeeded, Run: 2, WakeAt: null });
        Assert.Equal(RedriveOutcome.NotRedrivable, await engine.Executions.RedriveAsync(id));
        Assert.Equal(RedriveOutcome.NotFound, await engine.Executions.RedriveAsync("nobody"));

        // Only what is recorded before the other branch fails is not done again.
        async Task<bool> HasFirstAsync(string id) => (await started!.HistoryOfAsync(id)).Contains("TaskCompleted");
    }
}
