using Microsoft.Extensions.DependencyInjection;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Grains.Executions;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Journal.Appending;
using Workflows.Language.Data;
using Workflows.Testing;

namespace Workflows.Grains.Tests.Executions;

public sealed class ChildTests : IDisposable
{
    private const string Parent = """
        name: parent
        startAt: call
        states:
          call: {type: Task, resource: 'workflow:child', resultPath: $.child, end: true}
        """;

    private const string Child = """
        name: child
        startAt: work
        states:
          work:
            type: Task
            resource: work
            compensate: {resource: undo}
            next: listen
          listen: {type: Event, event: go, resultPath: null, next: decide}
          decide:
            type: Choice
            choices:
              - condition: {variable: $.fails, booleanEquals: true}
                next: fail
            default: done
          fail: {type: Fail, error: NoStock, cause: nothing left}
          done: {type: Success}
        """;

    private readonly Database database = Database.Sqlite();
    private int undone;

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task The_output_of_the_child_is_the_result_of_the_task()
    {
        await using var engine = await StartAsync();
        var id = await engine.StartAsync("parent", """{"n":1}""");
        await GoAsync(engine, $"{id}.1.1");
        var state = await engine.EndOfAsync(id);

        Assert.Equal("""{"n":1,"child":{"n":1}}""", state.Output!.ToString());
        var child = await engine.StateOfAsync($"{id}.1.1");
        Assert.Equal(new ExecutionParent(id, "call"), child.Parent);
        await engine.SummaryAsync(child.Id, summary => summary is { WakeAt: null, Owner: null });
    }

    [Fact]
    public async Task The_failure_of_the_child_comes_up_with_error_and_cause()
    {
        await using var engine = await StartAsync();
        var id = await engine.StartAsync("parent", """{"fails":true}""");
        await GoAsync(engine, $"{id}.1.1");
        var state = await engine.EndOfAsync(id);

        Assert.Equal((ExecutionStatus.Failed, "NoStock", "nothing left"), (state.Status, state.Error, state.Cause));
        Assert.Equal(1, undone);
    }

    [Fact]
    public async Task A_cancellation_goes_down_and_the_child_undoes_what_it_did()
    {
        await using var engine = await StartAsync();
        var id = await engine.StartAsync("parent");
        await ListensAsync(engine, $"{id}.1.1");
        await engine.Executions.CancelAsync(id, "changed my mind", compensate: false);
        var child = await engine.EndOfAsync($"{id}.1.1");

        Assert.Equal((ExecutionStatus.Cancelled, 1), (child.Status, undone));
        await engine.SummaryAsync(id, summary => summary is { WakeAt: null, Owner: null });
        await engine.SummaryAsync(child.Id, summary => summary is { WakeAt: null, Owner: null });
    }

    [Fact]
    public async Task A_workflow_that_does_not_exist_is_an_error_of_the_task()
    {
        await using var engine = await Engine.StartAsync(database);
        await engine.RegisterAsync("{name: lost, startAt: c, states: {c: {type: Task, resource: 'workflow:nowhere', end: true}}}");
        var state = await engine.EndOfAsync(await engine.StartAsync("lost"));

        Assert.Equal((ExecutionStatus.Failed, "Workflow.NotFound"), (state.Status, state.Error));
    }

    [Fact]
    public async Task Parent_and_child_find_each_other_after_a_crash_while_the_child_waits()
    {
        string id;
        await using (var engine = await StartAsync())
        {
            id = await engine.StartAsync("parent");
            await ListensAsync(engine, $"{id}.1.1");
        }
        await Sabotage.PretendCrashAsync(database);

        await using var again = await StartAsync();
        await GoAsync(again, $"{id}.1.1");
        Assert.Equal(ExecutionStatus.Succeeded, (await again.EndOfAsync(id)).Status);
    }

    [Theory]
    [InlineData("TaskSubmitted")]
    [InlineData("TaskCompleted")]
    [InlineData("ParentNotified")]
    [InlineData("ChildCancelled")]
    public async Task Neither_side_waits_for_ever_when_the_process_ends_at(string lost)
    {
        // The process ends before this append: none after it is ever made.
        var isCancelled = lost == "ChildCancelled";
        var stalled = new TaskCompletionSource();
        string id;
        await using (var engine = await StartAsync(FaultyJournal.Add))
        {
            var journal = engine.Services.GetRequiredService<FaultyJournal>();
            journal.BeforeAppend = append =>
            {
                if (!Holds(append, lost))
                    return Task.CompletedTask;
                stalled.TrySetResult();
                throw new InvalidOperationException("The process ends here.");
            };
            id = await engine.StartAsync("parent");
            if (lost != "TaskSubmitted")
                await ListensAsync(engine, $"{id}.1.1");
            if (isCancelled)
                await engine.Executions.CancelAsync(id, null, compensate: false);
            else if (lost != "TaskSubmitted")
                await GoAsync(engine, $"{id}.1.1");
            await stalled.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
        await Sabotage.PretendCrashAsync(database);

        await using var again = await StartAsync();
        if (lost == "TaskSubmitted")
            await GoAsync(again, $"{id}.1.1");
        var expected = isCancelled ? ExecutionStatus.Cancelled : ExecutionStatus.Succeeded;
        Assert.Equal(expected, (await again.EndOfAsync(id)).Status);
        Assert.Equal(expected, (await again.EndOfAsync($"{id}.1.1")).Status);
        await again.SummaryAsync(id, summary => summary.WakeAt is null);
        await again.SummaryAsync($"{id}.1.1", summary => summary.WakeAt is null);
    }

    [Fact]
    public async Task A_parent_that_was_never_told_finds_the_child_that_has_ended()
    {
        await using var engine = await StartAsync(FaultyJournal.Add);
        var id = await engine.StartAsync("parent");
        await ListensAsync(engine, $"{id}.1.1");
        var journal = engine.Services.GetRequiredService<FaultyJournal>();
        var isTold = false;
        journal.BeforeAppend = append =>
        {
            if (!isTold && append.ExecutionId == id && Holds(append, "TaskCompleted"))
                throw new InvalidOperationException("Not told.");
            return Task.CompletedTask;
        };
        await GoAsync(engine, $"{id}.1.1");
        await engine.EndOfAsync($"{id}.1.1");
        isTold = true;

        await engine.Services.GetRequiredService<Relatives>().AskAsync(id, [new AwaitChild(1, 1, $"{id}.1.1")]);

        Assert.Equal(ExecutionStatus.Succeeded, (await engine.EndOfAsync(id)).Status);
    }

    private static bool Holds(Append append, string type) =>
        Core
            .Encoding.EventCodec.Decode(append.Events)
            .Any(item => item.GetType().Name == type && (type != "TaskCompleted" || !append.ExecutionId.Contains('.')));

    private async Task<Engine> StartAsync(Action<IServiceCollection>? more = null)
    {
        var engine = await Engine.StartAsync(
            database,
            services =>
            {
                services.AddTaskHandler("work", (attempt, _) => ValueTask.FromResult(attempt.Input)).AddTaskHandler("undo", UndoAsync);
                more?.Invoke(services);
            }
        );
        await engine.RegisterAsync(Child);
        await engine.RegisterAsync(Parent);
        return engine;
    }

    private ValueTask<JsonData> UndoAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref undone);
        return ValueTask.FromResult(JsonData.Null);
    }

    private static Task ListensAsync(Engine engine, string child) =>
        Poll.UntilAsync(async () =>
            await engine.Executions.FindAsync(child) is { State: var state }
            && state.Steps.Values.Any(step => step.Phase == StepPhase.Listening)
        );

    private static async Task GoAsync(Engine engine, string child)
    {
        await ListensAsync(engine, child);
        await engine.Executions.SendEventAsync(child, new Contracts.ExternalEvent("go", JsonData.Null));
    }
}
