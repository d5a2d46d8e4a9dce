using Workflows.Core.State;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Language.Data;
using Workflows.Testing;

namespace Workflows.Grains.Tests.Executions;

public sealed class CompensationTests : IDisposable
{
    private const string Trip = """
        name: trip
        startAt: flight
        states:
          flight: {type: Task, resource: book, compensate: {resource: release}, next: hotel}
          hotel: {type: Task, resource: book, compensate: {resource: release}, next: car}
          car: {type: Task, resource: book, compensate: {resource: release}, next: pay}
          pay: {type: Task, resource: pay, end: true}
        """;

    private readonly Database database = Database.Sqlite();
    private readonly List<string> released = [];
    private volatile bool mayGoOn;
    private int hanging;

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_crash_in_the_middle_of_undoing_loses_nothing_and_repeats_only_what_was_under_way()
    {
        string id;
        await using (var engine = await StartAsync())
        {
            id = await engine.StartAsync("trip");
            await Poll.UntilAsync(() => Volatile.Read(ref hanging) == 1);
            await engine.SummaryAsync(id, summary => summary.Status == ExecutionStatus.Compensating);
        }
        await Sabotage.PretendCrashAsync(database);
        mayGoOn = true;

        await using var again = await StartAsync();
        var state = await again.EndOfAsync(id);

        Assert.Equal((ExecutionStatus.Failed, "CardDeclined"), (state.Status, state.Error));
        Assert.Equal((3, 0), (state.Compensation!.Completed, state.Compensation.Failed));
        Assert.Equal(["car@undo", "hotel@undo", "hotel@undo", "flight@undo"], released);
        await again.SummaryAsync(id, summary => summary is { Status: ExecutionStatus.Failed, WakeAt: null });
    }

    private async Task<Engine> StartAsync()
    {
        var engine = await Engine.StartAsync(
            database,
            services =>
                services
                    .AddTaskHandler("book", (attempt, _) => ValueTask.FromResult(Engine.Json($$"""{"{{attempt.State}}":true}""")))
                    .AddTaskHandler("pay", (_, _) => throw new TaskException("CardDeclined"))
                    .AddTaskHandler("release", ReleaseAsync)
        );
        await engine.RegisterAsync(Trip);
        return engine;
    }

    private async ValueTask<JsonData> ReleaseAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        lock (released)
            released.Add(attempt.StepId);
        if (attempt.State == "hotel" && !mayGoOn)
        {
            Interlocked.Increment(ref hanging);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        return JsonData.Null;
    }
}
