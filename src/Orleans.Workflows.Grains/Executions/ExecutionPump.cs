using Workflows.Core;
using Workflows.Core.Commands;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Grains.Tasks;
using Workflows.Journal;
using Workflows.Language.Data;

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
    public Task<Reply> PostAsync(Mail mail) =>
        mailbox.TryPost(mail)
            ? mail.Answered
            : throw new InvalidOperationException($"The activation of execution {id} is gone; call again.");

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
            if (!turn.Exists)
            {
                Answer(mails, turn.State, changed: false);
                return;
            }

            var before = execution;
            if (await CommitAsync(turn))
            {
                AskChildren(mails, turn.Now);
                Answer(
                    mails,
                    turn.State,
                    changed: turn.Events.Count > 0 || before?.Owner != execution!.Owner || before?.WakeAt != execution.WakeAt
                );
                return;
            }

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

    private async ValueTask<Turn> DecideAsync(List<Mail> mails)
    {
        var context = new DecisionContext(services.Time.GetUtcNow(), services.Entropy);
        var turn = new Turn(execution?.Program, execution?.State ?? ExecutionState.NotStarted, context);
        if (mustRedeliver && MayStart && work.HasTasks)
            turn.Decide(new RedeliverTasks());

        foreach (var mail in mails)
        {
            mail.Outcome = mail.Kind switch
            {
                MailKind.Start => await StartAsync(turn, mail.Start!),
                MailKind.Command => IsKnown(turn, mail) ? Decide(turn, mail.Command!) : ReplyKind.NotFound,
                MailKind.Wake => turn.Exists ? FireDueTimers(turn) : ReplyKind.NotFound,
                MailKind.Look => turn.Exists ? ReplyKind.Unchanged : ReplyKind.NotFound,
                MailKind.None => throw new InvalidOperationException("Mail of no kind."),
            };
        }
        return turn;
    }

    private async ValueTask<ReplyKind> StartAsync(Turn turn, StartMessage start)
    {
        if (turn.Exists)
            return turn.State.RequestHash == start.RequestHash ? ReplyKind.Existing : ReplyKind.Conflict;

        if (await services.Programs.FindAsync(start.Workflow, start.Version) is not { } program)
            return ReplyKind.NotFound;

        turn.Start(program, start.ToCommand(id));
        return ReplyKind.Created;
    }

    private static bool IsKnown(Turn turn, Mail mail) =>
        turn.Exists && (mail.Token is not { } token || TaskTokens.IsGenuine(turn.State, token));

    private ReplyKind Decide(Turn turn, Command command)
    {
        CommandAnswer answer;
        try
        {
            answer = turn.Decide(command);
        }
        catch (Exception exception) when (command is CompleteTask or EndChild)
        {
            // A result that the core cannot digest must not leave its step open for ever.
            var (step, attempt) = command is EndChild child ? (child.Step, child.Attempt) : AttemptOf((CompleteTask)command);
            LogUndecidable(services.Logger, exception, id, step);
            answer = turn.Decide(new FailTask(step, attempt, new WorkflowError(ErrorNames.Runtime, ExceptionCause.Internal)));
        }

        return answer switch
        {
            CommandAnswer.Accepted => ReplyKind.Accepted,
            CommandAnswer.Unchanged => ReplyKind.Unchanged,
            CommandAnswer.AlreadyEnded => ReplyKind.AlreadyEnded,
            CommandAnswer.Refused => ReplyKind.Refused,
            CommandAnswer.None => throw new InvalidOperationException($"The core gave no answer to {command.GetType().Name}."),
        };
    }

    private static (int Step, int Attempt) AttemptOf(CompleteTask command) => (command.Step, command.Attempt);

    private ReplyKind FireDueTimers(Turn turn)
    {
        foreach (var step in work.DueBy(turn.Now))
            turn.Decide(new FireTimer(step));
        return ReplyKind.Unchanged;
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

    private void Forget()
    {
        SetOwning(false);
        work.Clear();
        execution = null;
        mustRedeliver = false;
    }
}
