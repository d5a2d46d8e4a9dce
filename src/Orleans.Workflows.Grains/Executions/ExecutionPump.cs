using Workflows.Core;
using Workflows.Core.Commands;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Grains.Tasks;
using Workflows.Grains.Timers;
using Workflows.Journal;
using Workflows.Language.Data;
using Workflows.Language.Expressions;

namespace Workflows.Grains.Executions;

/// <summary>
/// Runs one execution on the scheduler of its grain: takes all mail that waits, decides it in order on a tentative state, appends once, and only then adopts, acts and answers.
/// </summary>
internal sealed partial class ExecutionPump : ITaskOutcomeSink
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    private readonly Grain grain;
    private readonly string id;
    private readonly ExecutionServices services;
    private readonly Mailbox mailbox;
    private readonly ActiveWork work;
    private readonly Waiters waiters;
    private Task running = Task.CompletedTask;
    private LoadedExecution? execution;
    private bool mustRedeliver;
    private bool isOwning;
    private bool isLeaving;
    private bool hasLingered;
    private int holds;

    public ExecutionPump(Grain grain, string id, ExecutionServices services)
    {
        this.grain = grain;
        this.id = id;
        this.services = services;
        writer = Guid.CreateVersion7(services.Time.GetUtcNow());
        work = new ActiveWork(services.Starter);
        waiters = new Waiters(services.Time, services.Drain);
        mailbox = new Mailbox(() => grain.GrainContext.Scheduler.QueueAction(static pump => ((ExecutionPump)pump).Run(), this));
    }

    private bool MayStart => !isLeaving && !services.Drain.IsDraining;

    /// <summary>Posts something, and waits until it is answered.</summary>
    /// <exception cref="InvalidOperationException">The activation is gone.</exception>
    public Task<Reply> PostAsync(Mail mail)
    {
        if (!mailbox.TryPost(mail))
            throw Gone();
        // Only what can be cancelled: whoever cancels over and over must not keep an execution from being decided.
        if (mail.IsUrgent && execution is { State.Status: ExecutionStatus.Running })
            slowDecision?.Cancel();
        return mail.Answered;
    }

    /// <inheritdoc/>
    public bool TryDeliver(Command outcome) => mailbox.TryPost(Mail.ForOutcome(outcome));

    /// <summary>Waits for events after a sequence, or for the end.</summary>
    public async Task<Reply> WaitForChangeAsync(long afterSequence, TimeSpan atMost)
    {
        holds++;
        try
        {
            var reply = await PostAsync(Mail.ForLook());
            if (reply.Kind == ReplyKind.NotFound || reply.LastSequence > afterSequence || reply.Status.IsEnded())
                return reply;

            if (MayStart && execution is { State: { } state } && state.LastSequence <= afterSequence && !state.Status.IsEnded())
                await waiters.WaitAsync(afterSequence, atMost);
            return execution is { State: { } changed } ? new Reply(ReplyKind.Unchanged, changed.Status, changed.LastSequence) : reply;
        }
        finally
        {
            holds--;
            LeaveIfIdle();
        }
    }

    /// <summary>The activation ends: lets the mail that is here be decided, and gives the execution back.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        isLeaving = true;
        waiters.ReleaseAll();
        while (!mailbox.TryClose())
        {
            await running;
            await Task.Yield();
        }

        var owned = isOwning ? execution : null;
        Forget();
        if (owned is not null)
            await GiveBackAsync(owned.Incarnation, services.Time.GetUtcNow(), cancellationToken);
        // The next activation, which may come at once, would fold without it; it never fails, and the silo waits only so long.
        await writingSnapshots
            .WaitAsync(cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private void Run() => running = RunAsync();

    private async Task RunAsync()
    {
        while (mailbox.TakeAll() is { } mails)
        {
            try
            {
                hasLingered &= mails.TrueForAll(static mail => mail is { Kind: MailKind.Wake, IsAnswered: false });
                await ProcessAsync(mails);
            }
            catch (JournalOverloadedException overloaded)
            {
                Forget();
                foreach (var mail in mails)
                    mail.Refuse(overloaded.RetryAfter);
            }
            catch (DecisionStoppedException) when (!services.Drain.IsDraining)
            {
                // Something urgent has come meanwhile, and goes first.
                mailbox.PutBack(mails);
            }
            catch (DecisionStoppedException)
            {
                await LeaveUndecidedAsync(mails);
            }
            catch (Exception exception)
            {
                // Nobody above could do anything: the senders are told, and the next activation starts from the journal.
                LogFailed(services.Logger, exception, id);
                var owned = isOwning ? execution : null;
                Forget();
                isLeaving = true;
                foreach (var mail in mails)
                    mail.Fail(exception);
                if (owned is not null)
                    await GiveBackAsync(owned.Incarnation, services.Time.GetUtcNow() + PauseAfterFailure, CancellationToken.None);
            }
        }
        LeaveIfIdle();
    }

    private async Task ProcessAsync(List<Mail> mails)
    {
        // A start is appended blind: only its conflict reads.
        var mustLoad = mails[0].Kind != MailKind.Start;
        while (true)
        {
            if (mustLoad && execution is null)
                await LoadAsync();

            var turn = await DecideAsync(mails);
            PutBackUndecided(mails, turn);
            if (!turn.Exists)
            {
                Answer(mails, turn.State, changed: false);
                return;
            }

            var before = execution;
            if (await CommitAsync(turn))
            {
                LogEnd(before?.State.Status, turn.State);
                AskChildren(mails, turn.Now);
                Answer(
                    mails,
                    turn.State,
                    changed: turn.Events.Count > 0 || before?.Owner != execution!.Owner || before?.WakeAt != execution.WakeAt
                );
                return;
            }

            // A start is written without a look at the journal: that its place is taken is how a repeated one is known.
            if (before is not null || mustLoad)
                LogConflict(services.Logger, id);
            Forget();
            isLeaving = true;
            mustLoad = true;
        }
    }

    private async Task LoadAsync()
    {
        if (await services.Loader.LoadAsync(id, CancellationToken.None) is not { } loaded)
            return;

        (execution, snapshot) = loaded;
        work.AdoptAll(execution.Program, execution.State);
        mustRedeliver = execution.Owner is { } former && former != services.Live.Owner;
    }

    private void Answer(List<Mail> mails, ExecutionState state, bool changed)
    {
        foreach (var mail in mails)
        {
            if (mail.Kind == MailKind.Wake && changed)
                mail.Outcome = ReplyKind.Accepted;
            mail.Answer(state.Status, state.LastSequence);
        }
        waiters.Notify(state);
    }

    private void LeaveIfIdle()
    {
        if (holds > 0 || mailbox.IsPumping || (isOwning && !isLeaving))
            return;

        // Of a long history many may have something to tell, one after the other: it is not folded anew for each of them.
        if (
            MayStart
            && !hasLingered
            && execution is { State: { LastSequence: >= SnapshotStore.ShortestInterval } state }
            && !state.Status.IsEnded()
        )
        {
            hasLingered = true;
            SetTimer(Linger);
            KeepSnapshot();
            return;
        }

        isLeaving = true;
        grain.GrainContext.Deactivate(
            new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "The execution has ended, or waits.")
        );
    }

    // The silo stops. Nothing was decided, and whatever was to be decided comes again: senders call again, timers and outcomes are found by the next activation.
    private async Task LeaveUndecidedAsync(List<Mail> mails)
    {
        var owned = isOwning ? execution : null;
        Forget();
        isLeaving = true;
        foreach (var mail in mails)
        {
            if (mail.Kind == MailKind.Start)
                mail.Refuse(SiloDrain.RetryAfter);
            else
                mail.Fail(Gone());
        }
        if (owned is not null)
            await GiveBackAsync(owned.Incarnation, services.Time.GetUtcNow(), CancellationToken.None);
    }

    private InvalidOperationException Gone() => new($"The activation of execution {id} is gone; call again.");

    private void Forget()
    {
        SetOwning(false);
        work.Clear();
        execution = null;
        mustRedeliver = false;
    }
}
