using Workflows.Core.State;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;

namespace Workflows.Grains.Tests.Tasks;

public sealed class HeartbeatTests : IDisposable
{
    private const string Watched = "{name: watched, startAt: w, states: {w: {type: Task, resource: work, heartbeat: 1, end: true}}}";

    private readonly Database database = Database.Sqlite();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_handler_that_is_silent_for_too_long_times_out()
    {
        await using var engine = await Engine.StartAsync(
            database,
            services =>
                services.AddTaskHandler(
                    "work",
                    async (attempt, stop) =>
                    {
                        await Task.Delay(Timeout.Infinite, stop);
                        return attempt.Input;
                    }
                )
        );
        await engine.RegisterAsync(Watched);
        var state = await engine.EndOfAsync(await engine.StartAsync("watched"));

        Assert.Equal((ExecutionStatus.Failed, "States.HeartbeatTimeout"), (state.Status, state.Error));
    }

    [Fact]
    public async Task A_handler_that_reports_alive_may_take_longer_than_its_heartbeat()
    {
        await using var engine = await Engine.StartAsync(database, services => services.AddTaskHandler("work", BeatAsync));
        await engine.RegisterAsync(Watched);
        var state = await engine.EndOfAsync(await engine.StartAsync("watched"));

        Assert.Equal(ExecutionStatus.Succeeded, state.Status);
    }

    private static async ValueTask<Language.Data.JsonData> BeatAsync(TaskAttempt attempt, CancellationToken stop)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        for (var count = 0; count < 6; count++)
        {
            await beat.WaitForNextTickAsync(stop);
            attempt.ReportAlive();
        }
        return attempt.Input;
    }
}
