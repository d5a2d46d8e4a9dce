using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Grains.Executions;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Journal;
using Workflows.Testing;

namespace Workflows.Grains.Tests.Executions;

public sealed class StartTests : IAsyncLifetime
{
    private const string Waits = "{name: waits, startAt: w, states: {w: {type: Wait, seconds: 3600, next: s}, s: {type: Success}}}";

    private readonly Database database = Database.Sqlite();
    private readonly TaskCompletionSource stopped = new();
    private Engine engine = null!;

    public async Task InitializeAsync() =>
        engine = await Engine.StartAsync(
            database,
            services =>
            {
                FaultyJournal.Add(services);
                services.AddTaskHandler(
                    "work",
                    async (attempt, token) =>
                    {
                        await using var registration = token.Register(() => stopped.TrySetResult());
                        await stopped.Task;
                        return attempt.Input;
                    }
                );
            }
        );

    public async Task DisposeAsync()
    {
        stopped.TrySetResult();
        await engine.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task The_same_request_again_names_the_same_execution()
    {
        await engine.RegisterAsync(Waits);
        var request = new StartRequest
        {
            Workflow = "waits",
            IdempotencyKey = "k",
            Input = Engine.Json("""{"a":1,"b":2}"""),
        };

        var first = await engine.Executions.StartAsync(request);
        var again = await engine.Executions.StartAsync(request with { Input = Engine.Json("""{ "b": 2, "a": 1 }""") });
        var other = await engine.Executions.StartAsync(request with { Input = Engine.Json("""{"a":2}""") });

        Assert.Equal((StartOutcome.Created, StartOutcome.Existing, StartOutcome.Conflict), (first.Outcome, again.Outcome, other.Outcome));
        Assert.Equal((first.Id, ExecutionIds.FromIdempotencyKey("k")), (again.Id, first.Id));
    }

    [Fact]
    public async Task A_start_stays_idempotent_when_its_version_is_deleted()
    {
        var version = (await engine.RegisterAsync(Waits)).Version;
        var request = new StartRequest
        {
            Workflow = "waits",
            Version = version,
            Id = "once",
        };
        await engine.Executions.StartAsync(request);

        await engine.Workflows.DeleteAsync("waits", version);

        Assert.Equal(StartOutcome.Existing, (await engine.Executions.StartAsync(request)).Outcome);
        Assert.Equal(StartOutcome.VersionDeleted, (await engine.Executions.StartAsync(request with { Id = "twice" })).Outcome);
        Assert.Equal(StartOutcome.UnknownWorkflow, (await engine.Executions.StartAsync(new StartRequest { Workflow = "none" })).Outcome);
    }

    [Fact]
    public async Task A_refused_append_refuses_the_start()
    {
        await engine.RegisterAsync(Waits);
        ((FaultyJournal)engine.Journal).BeforeAppend = _ => throw new JournalOverloadedException(TimeSpan.FromSeconds(7));

        var result = await engine.Executions.StartAsync(new StartRequest { Workflow = "waits", Id = "refused" });

        Assert.Equal((StartOutcome.Refused, TimeSpan.FromSeconds(7)), (result.Outcome, result.Refusal?.RetryAfter));
        Assert.Null(await engine.Executions.FindAsync("refused"));
    }

    [Fact]
    public async Task An_execution_that_only_waits_is_owned_by_nobody()
    {
        await engine.RegisterAsync(Waits);

        var id = await engine.StartAsync("waits");

        var due = (await engine.StateOfAsync(id)).Steps.Values.Single().DueAt;
        await engine.SummaryAsync(id, summary => summary.Owner is null && summary.WakeAt == due);
    }

    [Fact]
    public async Task Cancelling_signals_the_token_of_a_running_task()
    {
        await engine.RegisterAsync("{name: works, startAt: w, states: {w: {type: Task, resource: work, end: true}}}");
        var id = await engine.StartAsync("works");

        Assert.Equal(CancelOutcome.Cancelled, await engine.Executions.CancelAsync(id, "enough", compensate: false));
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10));
        var state = await engine.EndOfAsync(id);

        Assert.Equal((ExecutionStatus.Cancelled, "enough"), (state.Status, state.Cause));
        Assert.Equal(CancelOutcome.Cancelled, await engine.Executions.CancelAsync(id, null, compensate: false));
        Assert.Equal(CancelOutcome.NotFound, await engine.Executions.CancelAsync("nobody", null, compensate: false));
    }

    [Fact]
    public async Task A_task_that_takes_too_long_times_out_though_it_ignores_its_token()
    {
        await engine.RegisterAsync("{name: slow, startAt: w, states: {w: {type: Task, resource: work, timeout: 0.1, end: true}}}");

        var state = await engine.EndOfAsync(await engine.StartAsync("slow"));

        Assert.Equal((ExecutionStatus.Failed, "States.Timeout"), (state.Status, state.Error));
    }

    [Fact]
    public async Task A_stream_tells_every_event_once_and_ends_with_the_execution()
    {
        await engine.RegisterAsync("{name: works, startAt: w, states: {w: {type: Task, resource: work, end: true}}}");
        var id = await engine.StartAsync("works");
        var sequences = new List<long>();
        var reading = Task.Run(async () =>
        {
            await foreach (var item in engine.Executions.FollowAsync(id, after: 1))
                sequences.Add(item.Sequence);
        });
        await Poll.UntilAsync(() => sequences.Count > 0);

        stopped.TrySetResult();
        await reading.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(Enumerable.Range(2, sequences.Count).Select(value => (long)value), sequences);
        Assert.Equal((await engine.StateOfAsync(id)).LastSequence, sequences[^1]);
    }
}
