using Workflows.Core;
using Workflows.Core.Commands;
using Workflows.Core.Events;
using Workflows.Core.State;

namespace Workflows.Grains.Executions;

/// <summary>Several commands decided in order on a tentative state. Nothing of it holds before its events are appended, in one row.</summary>
internal sealed class Turn(WorkflowProgram? program, ExecutionState state, DecisionContext context)
{
    private readonly HashSet<int> touched = [];
    private readonly long bytesBefore = state.HistoryBytes;
    private IReadOnlyList<ExecutionEvent> events = [];
    private List<ExecutionEvent>? several;

    /// <summary>The version; null while nothing has started.</summary>
    public WorkflowProgram? Program { get; private set; } = program;

    /// <summary>The state after all events of the turn.</summary>
    public ExecutionState State { get; private set; } = state;

    /// <summary>The events in order.</summary>
    public IReadOnlyList<ExecutionEvent> Events => events;

    /// <summary>The steps whose outstanding work may have changed.</summary>
    public IReadOnlyCollection<int> Touched => touched;

    /// <summary>How many pieces of mail have been decided.</summary>
    public int DecidedMails { get; set; }

    /// <summary>The clock that the turn is decided by.</summary>
    public DateTimeOffset Now => context.Now;

    /// <summary>Whether so much has been decided that the rest of the mail waits for the next turn: one row must not hold up or weigh too much.</summary>
    public bool IsFull =>
        Program?.Limits is { } limits
        && (
            State.HistoryBytes - bytesBefore > limits.BytesPerDecision
            || context.Budget.Spent > limits.StepsPerDecision
            || context.Budget.WasExhausted
        );

    /// <summary>Whether there is an execution at all.</summary>
    public bool Exists => State.Status != ExecutionStatus.None;

    /// <summary>Starts the execution with a program.</summary>
    public CommandAnswer Start(WorkflowProgram startProgram, StartExecution command)
    {
        Program = startProgram;
        return Decide(command);
    }

    /// <summary>Decides one command on what the ones before have left.</summary>
    public CommandAnswer Decide(Command command)
    {
        var decision = Interpreter.Decide(Program!, State, command, context);
        if (decision.Events.IsEmpty)
            return decision.Answer;

        State = decision.State;
        foreach (var step in decision.TouchedSteps)
            touched.Add(step);
        if (events.Count == 0)
        {
            events = decision.Events;
        }
        else
        {
            several ??= [.. events];
            several.AddRange(decision.Events);
            events = several;
        }
        return decision.Answer;
    }
}
