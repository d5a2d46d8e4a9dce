using Workflows.Core;
using Workflows.Core.Encoding;
using Workflows.Core.State;
using Workflows.Grains.Tasks.Queues;
using Workflows.Journal.Appending;
using Workflows.Journal.Queues;
using Workflows.Journal.Reading;

namespace Workflows.Grains.Executions;

/// <summary>How a turn becomes durable, and what is done once it is.</summary>
internal sealed partial class ExecutionPump
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(1);

    private readonly Guid writer;
    private IGrainTimer? timer;
    private SnapshotMark snapshot = SnapshotMark.None;
    private DateTimeOffset? nextAsk;
    private Task writingSnapshots = Task.CompletedTask;
    private (Guid Incarnation, ExecutionState State)? wantedSnapshot;

    /// <summary>Appends the events of a turn, or writes owner and wake time where only they change; then acts.</summary>
    /// <returns>False: somebody else has written this place of the history. Nothing of the turn holds.</returns>
    private async ValueTask<bool> CommitAsync(Turn turn)
    {
        var program = turn.Program!;
        var state = turn.State;
        foreach (var step in turn.Touched)
            work.Adopt(program, state, step);

        var stance = Stance.For(state, work, services.Live.Owner, MayStart, turn.Now);
        var written = turn.Events.Count > 0 ? await AppendAsync(turn, stance) : await ChangeOwnerAsync(turn, stance);
        if (written is null)
            return false;

        execution = written;
        mustRedeliver = false;
        SetOwning(stance.IsOwned);
        Act(stance, turn.Now);
        return true;
    }

    private async ValueTask<LoadedExecution?> AppendAsync(Turn turn, Stance stance)
    {
        var state = turn.State;
        var incarnation = execution?.Incarnation ?? Guid.CreateVersion7(turn.Now);
        var summary = SummaryFor(turn, stance, incarnation);
        var outcome = await services.Journal.AppendAsync(
            new Append
            {
                ExecutionId = id,
                Incarnation = incarnation,
                FirstSequence = state.LastSequence - turn.Events.Count + 1,
                Count = turn.Events.Count,
                Writer = writer,
                Events = EventCodec.Encode(turn.Events),
                Summary = summary,
                Queue = work.TakeQueueChanges(),
            },
            CancellationToken.None
        );
        if (outcome != AppendOutcome.Appended)
            return null;

        return summary is null
            ? execution! with
            {
                State = state,
            }
            : new LoadedExecution(turn.Program!, incarnation, state, state.Status, stance.Owner, stance.WakeAt);
    }

    // The summary costs more than the events: it is written at the start, at the end, and when status or owner change.
    private SummaryWrite? SummaryFor(Turn turn, Stance stance, Guid incarnation)
    {
        var state = turn.State;
        if (execution is null)
        {
            return new SummaryWrite.Start(
                new ExecutionSummary
                {
                    Id = id,
                    Incarnation = incarnation,
                    Workflow = state.Workflow,
                    Version = state.Version,
                    Status = state.Status,
                    StartedAt = state.StartedAt,
                    UpdatedAt = state.LastAt,
                    EndedAt = state.EndedAt,
                    WakeAt = stance.WakeAt,
                    Owner = stance.Owner,
                    Error = state.Error,
                    Cause = state.Cause,
                    Run = state.Run,
                    Tags = state.Tags,
                    ParentId = state.Parent?.Id,
                    ParentStepId = state.Parent?.StepId,
                }
            );
        }

        return stance.IsOwned && isOwning && state.Status == execution.SummaryStatus
            ? null
            : new SummaryWrite.Update(
                state.Status,
                state.LastAt,
                state.EndedAt,
                stance.WakeAt,
                stance.Owner,
                state.Error,
                state.Cause,
                state.Run
            );
    }

    private async ValueTask<LoadedExecution?> ChangeOwnerAsync(Turn turn, Stance stance)
    {
        var current = execution!;
        var isRight = stance.IsOwned ? isOwning : current.Owner is null && !stance.Corrects(current.WakeAt, turn.Now);
        var isOthers = isLeaving && current.Owner is { } owner && owner != services.Live.Owner;
        if (isRight || isOthers)
            return current;

        var change = new OwnerChange(id, current.Incarnation, current.Owner, stance.Owner, stance.WakeAt);
        return await services.Journal.ChangeOwnerAsync(change, CancellationToken.None)
            ? current with
            {
                Owner = stance.Owner,
                WakeAt = stance.WakeAt,
            }
            : null;
    }

    private void SetOwning(bool owns)
    {
        if (owns == isOwning)
            return;

        isOwning = owns;
        if (owns)
            services.Live.Add(id);
        else
            services.Live.Remove(id);
    }

    private void Act(Stance stance, DateTimeOffset now)
    {
        var state = execution!.State;
        work.Act(state, this, MayStart);
        SetTimer(stance, now);
        if (!stance.IsOwned && stance.WakeAt is { } wakeAt)
            services.Hints.Send(id, wakeAt, now);
        KeepSnapshot();
    }

    private void SetTimer(Stance stance, DateTimeOffset now)
    {
        var next = nextAsk < work.NextDue || work.NextDue is null ? nextAsk : work.NextDue;
        if (!stance.IsOwned || next is not { } dueAt)
        {
            timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        // A millisecond late rather than early: an early look would be in vain.
        var wait = TimeSpan.FromMilliseconds(
            Math.Clamp(Math.Ceiling((dueAt - now).TotalMilliseconds) + 1, 1, LongestTimer.TotalMilliseconds)
        );
        SetTimer(wait);
    }

    private void SetTimer(TimeSpan wait)
    {
        if (timer is null)
        {
            timer = grain.RegisterGrainTimer(
                static (pump, _) => pump.Tick(),
                this,
                new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { Interleave = true }
            );
        }
        else
        {
            timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>
    /// Looks after the children that are waited for: when somebody from outside says that something may be amiss, and once in each lease. A child tells by itself when it has ended;
    /// this finds one that cannot any more.
    /// </summary>
    private void AskChildren(List<Mail> mails, DateTimeOffset now)
    {
        if (!work.HasAwaited)
        {
            nextAsk = null;
            return;
        }

        if (nextAsk <= now || mails.Exists(static mail => mail is { Kind: MailKind.Wake, IsAnswered: true }))
        {
            nextAsk = now + Stance.Lease;
            _ = services.Relatives.AskAsync(id, work.Awaited);
        }

        nextAsk ??= now + Stance.Lease;
    }

    /// <summary>A worker's task stays with the worker that has given a sign of life.</summary>
    public async Task ExtendLeaseAsync(int number, int attempt)
    {
        if (
            execution is not { } current
            || !current.State.Steps.TryGetValue(number, out var step)
            || step.Place != TaskPlace.Queue
            || step.Attempt != attempt
        )
            return;

        var until = services.Time.GetUtcNow() + QueuedTask.LeaseOf(step);
        await services.Queues.ExtendLeaseAsync(new TaskLease(current.Incarnation, number, attempt, until), CancellationToken.None);
    }

    private Task Tick()
    {
        mailbox.TryPost(Mail.ForTick());
        return Task.CompletedTask;
    }

    /// <summary>Has a snapshot written where one is due; one that is being written is followed by the last that became due meanwhile.</summary>
    private void KeepSnapshot()
    {
        if (execution is not { State: var state, Incarnation: var incarnation } || state.Status.IsEnded() || !IsSnapshotDue(state))
            return;

        wantedSnapshot = (incarnation, state);
        if (writingSnapshots.IsCompleted)
            writingSnapshots = WriteSnapshotsAsync();
    }

    /// <summary>
    /// Whether the interval is over, or enough is left out for an execution that goes to sleep: the interval goes by what the last snapshot weighed, and one from the
    /// middle of a Map weighs far more than what is left then.
    /// </summary>
    private bool IsSnapshotDue(ExecutionState state) =>
        state.LastSequence >= (hasLingered ? snapshot.Sequence + SnapshotStore.ShortestInterval : snapshot.NextDueAt);

    private async Task WriteSnapshotsAsync()
    {
        while (wantedSnapshot is var (incarnation, state))
        {
            wantedSnapshot = null;
            if (IsSnapshotDue(state))
                snapshot = await services.Snapshots.TryWriteAsync(incarnation, state, snapshot);
        }
    }

    private async Task GiveBackAsync(Guid incarnation, DateTimeOffset wakeAt, CancellationToken cancellationToken)
    {
        try
        {
            var owner = services.Live.Owner;
            if (await services.Journal.ChangeOwnerAsync(new OwnerChange(id, incarnation, owner, null, wakeAt), cancellationToken))
                services.Hints.Send(id, wakeAt, services.Time.GetUtcNow());
        }
        catch (Exception exception)
        {
            // Then its lease runs out, and it is woken as after a crash.
            LogNotGivenBack(services.Logger, exception, id);
        }
    }
}
