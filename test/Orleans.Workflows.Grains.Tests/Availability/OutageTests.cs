using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Grains.Tests.Support;
using Workflows.Language.Data;
using Workflows.Language.Documents;

namespace Workflows.Grains.Tests.Availability;

/// <summary>While the database is away clients are answered within seconds; what was accepted waits and goes on.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private const string Reason = "The database does not take writes: the disk is full.";
    private const string Waits = "{name: waits, startAt: w, states: {w: {type: Event, event: go, next: d}, d: {type: Success}}}";
    private const string Ends = "{name: ends, startAt: d, states: {d: {type: Success}}}";

    private readonly Database database = Database.Sqlite();
    private Engine engine = null!;

    private FaultyJournal Journal => (FaultyJournal)engine.Journal;

    public async Task InitializeAsync()
    {
        engine = await Engine.StartAsync(database, FaultyJournal.Add);
        await engine.RegisterAsync(Waits);
        await engine.RegisterAsync(Ends);
    }

    public async Task DisposeAsync()
    {
        Journal.EndOutage();
        await engine.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task A_start_is_refused_with_the_reason()
    {
        Journal.BeginOutage(Reason);

        var refused = await engine.Executions.StartAsync(new StartRequest { Workflow = "ends", Id = "refused" });

        Assert.Equal((StartOutcome.Refused, Reason), (refused.Outcome, refused.Refusal?.Reason));
        Assert.Equal(TimeSpan.FromSeconds(4), refused.Refusal?.RetryAfter);
        Assert.Null(await engine.Executions.FindAsync("refused"));
    }

    [Fact]
    public async Task Every_call_that_writes_is_refused_and_changes_nothing()
    {
        var id = await engine.StartAsync("waits");
        var appends = Journal.Appends.Count;
        Journal.BeginOutage(Reason);
        var completions = engine.Services.GetRequiredService<ITaskCompletions>();
        var queues = engine.Services.GetRequiredService<IWorkerQueues>();
        Func<Task>[] calls =
        [
            () => engine.Workflows.RegisterAsync(new RegisterRequest(Encoding.UTF8.GetBytes(Ends), DocumentFormat.Yaml, null, "2")),
            () => engine.Workflows.DeleteAsync("ends", "1"),
            () => engine.Executions.CancelAsync(id, null, compensate: false),
            () => engine.Executions.SendEventAsync(id, new ExternalEvent("go", JsonData.Null)),
            () => engine.Executions.RedriveAsync(id),
            () => completions.CompleteAsync("token", JsonData.Null),
            () => completions.FailAsync("token", "Error", null),
            () => completions.HeartbeatAsync("token"),
            () => queues.PollAsync("queue", "worker", 1, TimeSpan.FromSeconds(30)),
        ];
        foreach (var call in calls)
        {
            var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(call);
            Assert.Equal((Reason, true), (refusal.Message, refusal.IsOutcomeKnown));
        }

        Assert.Equal(appends, Journal.Appends.Count);
        Assert.Equal(ExecutionStatus.Running, (await engine.StateOfAsync(id)).Status);
    }

    [Fact]
    public async Task Reads_are_refused_where_nothing_is_answered()
    {
        var id = await engine.StartAsync("waits");
        Journal.BeginOutage(Reason, stopsReads: true);

        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => engine.Executions.FindAsync(id));

        Assert.Equal(Reason, refusal.Message);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => engine.Workflows.ListAsync(null, 10));
        Journal.EndOutage();
        Assert.NotNull(await engine.Executions.FindAsync(id));
    }

    [Fact]
    public async Task Reads_are_answered()
    {
        var id = await engine.StartAsync("waits");
        Journal.BeginOutage(Reason);
        await Journal.LetOutageLastAsync();

        Assert.NotNull(await engine.Executions.FindAsync(id));
        Assert.NotEmpty((await engine.Executions.ReadHistoryAsync(id, 0, 10))!);
        Assert.NotEmpty((await engine.Executions.ReadStepsAsync(id))!);
        Assert.Single(await engine.Executions.ListAsync(new()));
        Assert.NotNull(await engine.Workflows.FindAsync("waits", null));
        Assert.Equal(2, (await engine.Workflows.ListAsync(null, 10)).Count);
    }

    [Fact]
    public async Task A_start_that_waits_when_the_outage_begins_is_answered_as_unknown_and_holds_afterwards()
    {
        var (appending, released) = HoldNextAppend();
        var start = engine.Executions.StartAsync(new StartRequest { Workflow = "ends", Id = "unknown" });
        await appending;
        Journal.BeginOutage(Reason);
        await Journal.LetOutageLastAsync();

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => start);

        Assert.Equal((Reason, false), (failure.Message, failure.IsOutcomeKnown));
        Journal.EndOutage();
        released.SetResult();
        var again = await engine.Executions.StartAsync(new StartRequest { Workflow = "ends", Id = "unknown" });
        Assert.Equal(StartOutcome.Existing, again.Outcome);
    }

    [Fact]
    public async Task A_wait_for_the_end_ends_without_the_end()
    {
        var id = await engine.StartAsync("waits");
        var wait = engine.Executions.WaitForEndAsync(id, TimeSpan.FromMinutes(1));
        Journal.BeginOutage(Reason);
        await Journal.LetOutageLastAsync();

        Assert.False(await wait.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_poll_that_waits_when_the_outage_begins_is_answered()
    {
        var queues = engine.Services.GetRequiredService<IWorkerQueues>();
        var poll = queues.PollAsync("queue", "worker", 1, TimeSpan.FromSeconds(30));
        Journal.BeginOutage(Reason);
        await Journal.LetOutageLastAsync();

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => poll.WaitAsync(TimeSpan.FromSeconds(10)));

        Assert.Equal(Reason, failure.Message);
    }

    [Fact]
    public async Task The_health_check_is_unhealthy_with_the_reason_and_healthy_afterwards()
    {
        var checks = engine.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Healthy, (await checks.CheckHealthAsync()).Status);
        Journal.BeginOutage(Reason);

        var report = await checks.CheckHealthAsync();

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.Equal(Reason, Assert.Single(report.Entries).Value.Description);
        Journal.EndOutage();
        Assert.Equal(HealthStatus.Healthy, (await checks.CheckHealthAsync()).Status);
    }

    /// <summary>The next append does not go on until the test lets it.</summary>
    private (Task Appending, TaskCompletionSource Released) HoldNextAppend()
    {
        var appending = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        Journal.BeforeAppend = _ =>
        {
            appending.TrySetResult();
            return released.Task;
        };
        return (appending.Task, released);
    }
}
