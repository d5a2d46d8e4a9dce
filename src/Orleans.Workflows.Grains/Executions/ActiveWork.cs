using Workflows.Core;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tasks.Queues;
using Workflows.Journal.Queues;

namespace Workflows.Grains.Executions;

/// <summary>
/// The outstanding work of one activation. <see cref="Adopt"/> takes over what a transition left outstanding, <see cref="Act"/> then starts and stops what differs: between the two lies the append.
/// </summary>
internal sealed class ActiveWork(WorkStarter starter)
{
    private readonly Dictionary<int, Piece> pieces = [];
    private readonly SortedSet<(DateTimeOffset DueAt, int Step)> timers = [];
    private readonly Dictionary<int, AwaitChild> awaited = [];
    private readonly List<Piece> toStart = [];
    private readonly List<IUnderWay> toStop = [];
    private readonly List<QueueChange> queueChanges = [];
    private int tasks;
    private int pending;
    private int running;

    /// <summary>Whether an attempt of an executor of this process is due or runs.</summary>
    public bool HasTasks => tasks > 0;

    /// <summary>Whether anything has to run in this process, or does.</summary>
    public bool HasPending => pending > 0;

    /// <summary>Whether anything of this activation is on its way.</summary>
    public bool HasRunning => running > 0;

    /// <summary>Whether children are waited for.</summary>
    public bool HasAwaited => awaited.Count > 0;

    /// <summary>The children that are waited for.</summary>
    public IReadOnlyList<AwaitChild> Awaited => [.. awaited.Values];

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

    /// <summary>Takes over everything that is outstanding in a replayed state. What stands in queues stands there already.</summary>
    public void AdoptAll(WorkflowProgram program, ExecutionState state)
    {
        foreach (var work in Outstanding.Of(program, state))
            Add(work);
    }

    /// <summary>Takes over what is outstanding for one step after a transition.</summary>
    public void Adopt(WorkflowProgram program, ExecutionState state, int step)
    {
        var work = Outstanding.OfStep(program, state, step);
        if (pieces.TryGetValue(step, out var piece))
        {
            if (work is not null && piece.Work.Key == work.Key)
            {
                Replace(piece, work);
                return;
            }

            Remove(piece);
            if (piece is { Work: OfferTask, RunsHere: false })
                queueChanges.Add(new QueueChange.Withdraw(step, piece.Work.Attempt));
        }

        if (work is null)
            return;
        if (Add(work) is { Work: OfferTask offered, RunsHere: false })
            queueChanges.Add(QueuedTask.OfferOf(offered, state));
    }

    /// <summary>What the transitions since the last call have changed in the worker queues, in order.</summary>
    public IReadOnlyList<QueueChange> TakeQueueChanges()
    {
        if (queueChanges.Count == 0)
            return [];

        QueueChange[] taken = [.. queueChanges];
        queueChanges.Clear();
        return taken;
    }

    /// <summary>Starts and stops as was adopted. Only what the journal has may get here.</summary>
    /// <param name="mayStart">False: only stop.</param>
    public void Act(ExecutionState state, ITaskOutcomeSink sink, bool mayStart)
    {
        foreach (var run in toStop)
            run.Abandon();
        toStop.Clear();
        if (!mayStart)
            return;

        foreach (var piece in toStart)
        {
            if (piece.IsRemoved)
                continue;
            piece.Run = starter.Start(state, piece.Work, sink);
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
        awaited.Clear();
        toStart.Clear();
        toStop.Clear();
        queueChanges.Clear();
        (tasks, pending, running) = (0, 0, 0);
    }

    private Piece Add(OutstandingWork work)
    {
        var piece = new Piece(work, starter.RunsHere(work));
        pieces.Add(work.Step, piece);
        if (work.WakeAt is { } wakeAt)
            timers.Add((wakeAt, work.Step));
        if (work is AwaitChild child)
            awaited.Add(work.Step, child);
        if (work is RunTask)
            tasks++;
        if (piece.RunsHere)
        {
            pending++;
            toStart.Add(piece);
        }
        return piece;
    }

    private void Replace(Piece piece, OutstandingWork work)
    {
        // A sign of life moves the moment of an attempt that goes on.
        if (piece.Work.WakeAt != work.WakeAt)
        {
            if (piece.Work.WakeAt is { } before)
                timers.Remove((before, work.Step));
            if (work.WakeAt is { } wakeAt)
                timers.Add((wakeAt, work.Step));
        }
        piece.Work = work;
    }

    private void Remove(Piece piece)
    {
        pieces.Remove(piece.Work.Step);
        piece.IsRemoved = true;
        if (piece.Work.WakeAt is { } wakeAt)
            timers.Remove((wakeAt, piece.Work.Step));
        awaited.Remove(piece.Work.Step);
        if (piece.Work is RunTask)
            tasks--;
        if (piece.RunsHere)
            pending--;
        if (piece.Run is { } run)
        {
            running--;
            toStop.Add(run);
        }
    }

    private sealed class Piece(OutstandingWork work, bool runsHere)
    {
        public OutstandingWork Work { get; set; } = work;

        public bool RunsHere { get; } = runsHere;

        public bool IsRemoved { get; set; }

        public IUnderWay? Run { get; set; }
    }
}
