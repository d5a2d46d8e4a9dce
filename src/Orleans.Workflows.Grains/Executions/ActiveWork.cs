using Workflows.Core;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Grains.Tasks;

namespace Workflows.Grains.Executions;

/// <summary>
/// The outstanding work of one activation. <see cref="Adopt"/> takes over what a transition left outstanding, <see cref="Act"/> then starts and stops what differs: between the two lies the append.
/// </summary>
internal sealed class ActiveWork
{
    private readonly Dictionary<int, Piece> pieces = [];
    private readonly SortedSet<(DateTimeOffset DueAt, int Step)> timers = [];
    private readonly List<Piece> toStart = [];
    private readonly List<TaskRun> toStop = [];
    private int tasks;
    private int running;

    /// <summary>Whether a task is due or runs.</summary>
    public bool HasTasks => tasks > 0;

    /// <summary>Whether a task of this activation is on its way.</summary>
    public bool HasRunning => running > 0;

    /// <summary>The earliest moment that is waited for; null for none.</summary>
    public DateTimeOffset? NextDue => timers.Count == 0 ? null : timers.Min.DueAt;

    /// <summary>The steps whose moment has come.</summary>
    public List<int> DueBy(DateTimeOffset now)
    {
        var due = new List<int>();
        foreach (var (dueAt, step) in timers)
        {
            if (dueAt > now)
                break;
            due.Add(step);
        }
        return due;
    }

    /// <summary>Takes over everything that is outstanding in a replayed state.</summary>
    public void AdoptAll(WorkflowProgram program, ExecutionState state)
    {
        foreach (var work in Outstanding.Of(program, state))
            Add(work);
    }

    /// <summary>Takes over what is outstanding for one step.</summary>
    /// <param name="work">Null: nothing any more.</param>
    public void Adopt(int step, OutstandingWork? work)
    {
        if (pieces.TryGetValue(step, out var piece))
        {
            if (work is not null && piece.Work.Key == work.Key)
            {
                piece.Work = work;
                return;
            }
            Remove(piece);
        }
        if (work is not null)
            Add(work);
    }

    /// <summary>Starts and stops tasks as was adopted. Only what the journal has may get here.</summary>
    /// <param name="mayStart">False: only stop.</param>
    public void Act(TaskDispatcher dispatcher, ExecutionState state, ITaskOutcomeSink sink, bool mayStart)
    {
        foreach (var run in toStop)
            run.Abandon();
        toStop.Clear();
        if (!mayStart)
            return;

        foreach (var piece in toStart)
        {
            piece.Run = dispatcher.Start(RequestOf((RunTask)piece.Work, state), sink);
            running++;
        }
        toStart.Clear();
    }

    /// <summary>Stops everything and forgets it.</summary>
    public void Clear()
    {
        foreach (var piece in pieces.Values)
            piece.Run?.Abandon();
        foreach (var run in toStop)
            run.Abandon();
        pieces.Clear();
        timers.Clear();
        toStart.Clear();
        toStop.Clear();
        tasks = 0;
        running = 0;
    }

    private void Add(OutstandingWork work)
    {
        var piece = new Piece(work);
        pieces.Add(work.Step, piece);
        switch (work)
        {
            case RunTask:
                tasks++;
                toStart.Add(piece);
                break;
            case StartTimer timer:
                timers.Add((timer.DueAt, timer.Step));
                break;
            default:
                throw new InvalidOperationException($"Work of the kind {work.Kind} has nobody who does it.");
        }
    }

    private void Remove(Piece piece)
    {
        pieces.Remove(piece.Work.Step);
        if (piece.Work is StartTimer timer)
        {
            timers.Remove((timer.DueAt, timer.Step));
            return;
        }

        tasks--;
        if (piece.Run is { } run)
        {
            running--;
            toStop.Add(run);
        }
        else
        {
            toStart.Remove(piece);
        }
    }

    private static TaskAttempt RequestOf(RunTask task, ExecutionState state) =>
        new()
        {
            ExecutionId = state.Id,
            Workflow = state.Workflow,
            Step = task.Step,
            StepId = task.StepId,
            State = task.State,
            Resource = task.Resource,
            Attempt = task.Attempt,
            Redeliveries = task.Redeliveries,
            IdempotencyKey = task.IdempotencyKey,
            Input = task.Input,
            Timeout = task.Timeout,
            TraceContext = System.Diagnostics.Activity.Current?.Context ?? default,
        };

    private sealed class Piece(OutstandingWork work)
    {
        public OutstandingWork Work { get; set; } = work;

        public TaskRun? Run { get; set; }
    }
}
