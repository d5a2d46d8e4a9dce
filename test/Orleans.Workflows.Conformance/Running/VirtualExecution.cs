using System.Collections.Immutable;
using Workflows.Conformance.World;
using Workflows.Core;
using Workflows.Core.Commands;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Conformance.Running;

/// <summary>
/// Drives an execution through the real core in virtual time: work that becomes outstanding is handed to the world, and the clock jumps to whatever
/// happens next.
/// </summary>
internal sealed class VirtualExecution(WorkflowProgram program, IWorld world)
{
    private const int MostHappenings = 100_000;

    private readonly PriorityQueue<Command, (DateTimeOffset At, int Rank, long Order)> happenings = new();
    private readonly HashSet<WorkKey> seen = [];
    private readonly SeededEntropy entropy = new(1);
    private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long order;

    /// <summary>What runs.</summary>
    public WorkflowProgram Program => program;

    /// <summary>How much virtual time passes at most. Default: without a limit.</summary>
    public TimeSpan? Longest { get; init; }

    /// <summary>How it stands.</summary>
    public ExecutionState State { get; private set; } = ExecutionState.NotStarted;

    /// <summary>What happened.</summary>
    public List<ExecutionEvent> Events { get; } = [];

    /// <summary>Runs until the execution has ended, or nothing can happen any more.</summary>
    public void Run(JsonData input)
    {
        var start = now;
        Send(new StartExecution("execution", input, "", ImmutableSortedDictionary<string, string>.Empty, null, null));
        for (var count = 0; !State.Status.IsEnded() && happenings.TryDequeue(out var command, out var when); count++)
        {
            if (count > MostHappenings)
                throw new InvalidOperationException($"The execution has not ended after {MostHappenings} happenings.");
            if (when.At - start > Longest)
                break;
            now = when.At > now ? when.At : now;
            Send(command);
        }
    }

    private void Send(Command command)
    {
        var decision = Interpreter.Decide(program, State, command, new DecisionContext(now, entropy));
        Events.AddRange(decision.Events);
        State = decision.State;
        foreach (var step in decision.TouchedSteps)
        {
            // A timer that was moved is another timer; anything else with a known key is under way already.
            if (Outstanding.OfStep(program, State, step) is { } work && (seen.Add(work.Key) || work is StartTimer))
                Begin(work);
        }
    }

    private void Begin(OutstandingWork work)
    {
        if (work.WakeAt is { } wakeAt)
            Happen(wakeAt, new FireTimer(work.Step), isAnswer: false);
        switch (work)
        {
            case StartTimer:
                break;
            case RunTask { Timeout: { } timeout } task:
                Happen(now + timeout, new TimeOutTask(task.Step, task.Attempt, TimedOut), isAnswer: false);
                Ask(work, task.Resource, task.Input);
                break;
            case RunTask { Token: null } task:
                Ask(work, task.Resource, task.Input);
                break;
            case RunTask { Token: not null } or StartChild { Completion: not TaskCompletion.Response }:
                Happen(now, new SubmitTask(work.Step, work.Attempt), isAnswer: true);
                Ask(work, ServiceOf(work), JsonData.Null);
                break;
            case OfferTask or StartChild:
                Ask(work, ServiceOf(work), JsonData.Null);
                break;
            case AwaitChild:
                break;
            case Continuation:
                Happen(now, new ContinueStep(work.Step), isAnswer: true);
                break;
            default:
                throw new InvalidOperationException($"The runner cannot do work of the kind {work.Kind}.");
        }
    }

    private void Ask(OutstandingWork work, string resource, JsonData input)
    {
        if (world.Answer(resource, ServiceOf(work), input, work.Attempt) is { } answer)
            Happen(now + answer.After, answer.ToCommand(work), isAnswer: true);
    }

    private string ServiceOf(OutstandingWork work) => program.TaskOf(State.Steps[work.Step]).Resource;

    // At the same moment an answer comes before a timer.
    private void Happen(DateTimeOffset at, Command command, bool isAnswer) => happenings.Enqueue(command, (at, isAnswer ? 0 : 1, order++));

    private static readonly WorkflowError TimedOut = new(ErrorNames.Timeout, "");
}
