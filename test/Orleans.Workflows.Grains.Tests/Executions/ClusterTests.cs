using Workflows.Core.State;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Testing;
using Workflows.Testing.Postgres;

namespace Workflows.Grains.Tests.Executions;

public sealed class ClusterTests
{
    [PostgresFact]
    public async Task What_a_silo_gives_back_when_it_stops_goes_on_at_another_one()
    {
        using var database = await Database.PostgresAsync();
        var cluster = Guid.NewGuid().ToString("N");
        var starts = 0;
        var first = await Engine.StartAsync(
            database,
            services =>
                services.AddTaskHandler(
                    "work",
                    async (attempt, token) =>
                    {
                        Interlocked.Increment(ref starts);
                        await Task.Delay(Timeout.Infinite, token);
                        return attempt.Input;
                    }
                ),
            options => options.Silo.ClusterId = cluster
        );
        await first.RegisterAsync("{name: one, startAt: work, states: {work: {type: Task, resource: work, end: true}}}");
        var id = await first.StartAsync("one");
        await Poll.UntilAsync(() => Volatile.Read(ref starts) == 1);
        await using var second = await Engine.StartAsync(
            database,
            services => services.AddTaskHandler("work", (attempt, _) => ValueTask.FromResult(attempt.Input)),
            options => options.Silo.ClusterId = cluster
        );
        Assert.Equal(ExecutionStatus.Running, (await second.StateOfAsync(id)).Status);

        await first.DisposeAsync();
        var state = await second.EndOfAsync(id);

        Assert.Equal(ExecutionStatus.Succeeded, state.Status);
        Assert.DoesNotContain("TaskRedelivered", await second.HistoryOfAsync(id));
    }
}
