using System.Collections.Immutable;
using System.Text;
using Workflows.Core.Commands;
using Workflows.Core.Encoding;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Language.Data;

namespace Workflows.Core;

/// <summary>One execution in memory and virtual time: decides, keeps the history, and keeps the outstanding work as a grain does, by touched steps.</summary>
internal sealed class TestExecution(WorkflowProgram program)
{
    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<int, OutstandingWork> work = [];

    public WorkflowProgram Program { get; } = program;

    public DateTimeOffset Now { get; set; } = Epoch;

    public ExecutionState State { get; private set; } = ExecutionState.NotStarted;

    public List<ExecutionEvent> History { get; } = [];

    public List<ReadOnlyMemory<byte>> Rows { get; } = [];

    public IReadOnlyDictionary<int, OutstandingWork> Work => work;

    public static TestExecution StartYaml(string yaml, string input = "{}")
    {
        var execution = new TestExecution(Programs.FromYaml(yaml));
        execution.Start(input);
        return execution;
    }

    public void Start(string input = "{}", ExecutionParent? parent = null, TimeSpan? timeout = null) =>
        Send(new StartExecution("x", Json(input), "hash", ImmutableSortedDictionary<string, string>.Empty, timeout, parent));

    public Decision Send(Command command)
    {
        var entropy = new SeededEntropy(unchecked((int)State.LastSequence * 7919));
        var decision = Interpreter.Decide(Program, State, command, new DecisionContext(Now, entropy));
        if (decision.Events.Length > 0)
            Rows.Add(EventCodec.Encode(decision.Events));
        History.AddRange(decision.Events);
        State = decision.State;
        foreach (var step in decision.TouchedSteps)
        {
            if (Outstanding.OfStep(Program, State, step) is { } outstanding)
                work[outstanding.Step] = outstanding;
            else
                work.Remove(step);
        }

        return decision;
    }

    /// <summary>Decides what is left over of decisions that had grown too large, as a grain does before anything else.</summary>
    public void GoOn(Action<TestExecution>? afterEach = null)
    {
        for (var count = 0; work.Values.OfType<Continuation>().MinBy(one => one.Step) is { } next; count++)
        {
            Assert.True(count < 10_000, "What is left over of decisions does not come to an end.");
            Send(new ContinueStep(next.Step));
            afterEach?.Invoke(this);
        }
    }

    /// <summary>Forgets everything but the rows, and begins again from them.</summary>
    public void Restart()
    {
        State = Fold(Rows.SelectMany(EventCodec.Decode));
        work.Clear();
        foreach (var outstanding in Outstanding.Of(Program, State))
            work.Add(outstanding.Step, outstanding);
    }

    public RunTask RunningTask() => Assert.IsType<RunTask>(Assert.Single(work.Values, one => one is RunTask));

    public StartTimer Timer() => Assert.IsType<StartTimer>(Assert.Single(work.Values, one => one is StartTimer && one.Step > 0));

    public void Complete(string result)
    {
        var task = RunningTask();
        Send(new CompleteTask(task.Step, task.Attempt, Json(result)));
    }

    public void Fail(string error, string? cause = null)
    {
        var task = RunningTask();
        Send(new FailTask(task.Step, task.Attempt, new WorkflowError(error, cause)));
    }

    public void FireTimer()
    {
        var timer = Timer();
        Now = timer.DueAt > Now ? timer.DueAt : Now;
        Send(new FireTimer(timer.Step));
    }

    public string CurrentState() => Assert.Single(State.Steps.Values).State;

    public void AssertData(string json) => AssertJson(json, State.Scopes[Scope.Top].Data);

    public static void AssertJson(string expected, JsonData? actual) =>
        Assert.True(actual is not null && Json(expected).ValueEquals(actual), $"expected {expected}\nfound    {actual}");

    public static JsonData Json(string text) => JsonData.FromTrustedUtf8(System.Text.Encoding.UTF8.GetBytes(text));

    public static ExecutionState Fold(IEnumerable<ExecutionEvent> events) =>
        events.Aggregate(ExecutionState.NotStarted, Core.State.Fold.Apply);

    /// <summary>A state as text: two states are equal when their snapshots are.</summary>
    public static string Text(ExecutionState state) => System.Text.Encoding.UTF8.GetString(SnapshotCodec.Encode(state).Span);
}
