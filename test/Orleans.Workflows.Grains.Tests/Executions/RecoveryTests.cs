using Workflows.Core.State;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Testing;

namespace Workflows.Grains.Tests.Executions;

public sealed class RecoveryTests : IDisposable
{
    private const string OneTask = """
        name: one
        startAt: work
        states:
          work: {type: Task, resource: work, end: true}
        """;

    private readonly Database database = Database.Sqlite();
    private int starts;

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_wait_survives_a_restart_and_is_never_early()
    {
        string id;
        DateTimeOffset until;
        await using (var engine = await Engine.StartAsync(database))
        {
            await engine.RegisterAsync("{name: waits, startAt: w, states: {w: {type: Wait, seconds: 6, next: s}, s: {type: Success}}}");
            id = await engine.StartAsync("waits");
            until = (await engine.StateOfAsync(id)).Steps.Values.Single().DueAt!.Value;
        }

        await using var again = await Engine.StartAsync(database);
        var state = await again.EndOfAsync(id);

        Assert.Equal(ExecutionStatus.Succeeded, state.Status);
        Assert.InRange(state.LastAt, until, until + TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_retry_survives_a_restart_in_its_backoff()
    {
        string id;
        await using (
            var engine = await Engine.StartAsync(
                database,
                services => services.AddTaskHandler("work", (_, _) => throw new TaskException("Flaky"))
            )
        )
        {
            await engine.RegisterAsync(
                "{name: retries, startAt: work, states: {work: {type: Task, resource: work, retry: {maxAttempts: 2, interval: 3}, end: true}}}"
            );
            id = await engine.StartAsync("retries");
            await Poll.UntilAsync(async () => (await engine.StateOfAsync(id)).Steps.Values.Single().Phase == StepPhase.Retrying);
        }

        await using var again = await Engine.StartAsync(database, services => services.AddTaskHandler("work", CountAsync));
        var state = await again.EndOfAsync(id);

        Assert.Equal(ExecutionStatus.Succeeded, state.Status);
        Assert.Equal(1, starts);
        Assert.Equal(2, (await again.Executions.ReadStepsAsync(id))!.Single().Attempts.Count);
    }

    [Fact]
    public async Task A_task_that_a_graceful_stop_cut_off_is_started_again_and_not_counted()
    {
        var id = await StopInTheTaskAsync(crash: false);

        await using var again = await Engine.StartAsync(database, services => services.AddTaskHandler("work", CountAsync));
        await again.EndOfAsync(id);

        Assert.DoesNotContain("TaskRedelivered", await again.HistoryOfAsync(id));
        Assert.Equal(1, starts);
    }

    [Fact]
    public async Task A_task_that_a_crash_cut_off_is_redelivered_with_the_same_key()
    {
        var id = await StopInTheTaskAsync(crash: true);

        TaskAttempt? seen = null;
        await using var again = await Engine.StartAsync(
            database,
            services =>
                services.AddTaskHandler(
                    "work",
                    (attempt, _) =>
                    {
                        seen = attempt;
                        return ValueTask.FromResult(attempt.Input);
                    }
                )
        );
        await again.EndOfAsync(id);

        Assert.Contains("TaskRedelivered", await again.HistoryOfAsync(id));
        Assert.Equal((1, 1, $"{id}:1"), (seen!.Attempt, seen.Redeliveries, seen.IdempotencyKey));
    }

    [Fact]
    public async Task An_attempt_that_took_its_process_down_five_times_is_not_started_again()
    {
        var id = await StopInTheTaskAsync(crash: true);
        for (var crash = 2; crash <= 5; crash++)
            await CrashAgainAsync();

        await using var last = await Engine.StartAsync(database, services => services.AddTaskHandler("work", CountAsync));
        var state = await last.EndOfAsync(id);

        Assert.Equal((ExecutionStatus.Failed, "States.TaskFailed"), (state.Status, state.Error));
        Assert.Equal(0, starts);
    }

    private async Task<string> StopInTheTaskAsync(bool crash)
    {
        string id;
        await using (var engine = await Engine.StartAsync(database, services => services.AddTaskHandler("work", HangAsync)))
        {
            await engine.RegisterAsync(OneTask);
            id = await engine.StartAsync("one");
            await Poll.UntilAsync(() => Volatile.Read(ref starts) == 1);
        }
        await LeaveAsync(crash);
        return id;
    }

    private async Task CrashAgainAsync()
    {
        await using (var engine = await Engine.StartAsync(database, services => services.AddTaskHandler("work", HangAsync)))
            await Poll.UntilAsync(() => Volatile.Read(ref starts) == 1);
        await LeaveAsync(crash: true);
    }

    private async Task LeaveAsync(bool crash)
    {
        starts = 0;
        if (crash)
            await Sabotage.PretendCrashAsync(database);
    }

    private ValueTask<Language.Data.JsonData> CountAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref starts);
        return ValueTask.FromResult(attempt.Input);
    }

    private async ValueTask<Language.Data.JsonData> HangAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref starts);
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return attempt.Input;
    }
}
