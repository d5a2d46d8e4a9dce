using Workflows.Core;
using Workflows.Core.Commands;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Grains.Tasks;
using Workflows.Language.Data;
using Workflows.Language.Expressions;

namespace Workflows.Grains.Executions;

/// <summary>How the mail that waits is decided: all of it on one tentative state, as long as that does not grow too large, and elsewhere when it takes long.</summary>
internal sealed partial class ExecutionPump
{
    private CancellationTokenSource? slowDecision;

    private async ValueTask<Turn> DecideAsync(List<Mail> mails)
    {
        foreach (var mail in mails)
        {
            if (mail is { Kind: MailKind.Start, Start: { } start })
                mail.Program ??= await services.Programs.FindAsync(start.Workflow, start.Version);
        }

        try
        {
            return Decide(mails, services.Evaluations.ForShort());
        }
        catch (EvaluationInterruptedException)
        {
            return await DecideSlowlyAsync(mails);
        }
    }

    // Nothing was decided: it is decided anew where it may take its time. Meanwhile calls to the grain only post.
    private async Task<Turn> DecideSlowlyAsync(List<Mail> mails)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(services.Drain.Begun);
        slowDecision = stop;
        try
        {
            return await services.Evaluations.RunLongAsync(budget => Decide(mails, budget), stop.Token);
        }
        catch (OperationCanceledException stopped) when (stop.IsCancellationRequested)
        {
            throw new DecisionStoppedException(stopped);
        }
        finally
        {
            slowDecision = null;
        }
    }

    private Turn Decide(List<Mail> mails, EvaluationBudget budget)
    {
        var context = new DecisionContext(services.Time.GetUtcNow(), services.Entropy) { Budget = budget };
        var turn = new Turn(execution?.Program, execution?.State ?? ExecutionState.NotStarted, context);
        if (mustRedeliver && MayStart && work.HasTasks)
            turn.Decide(new RedeliverTasks());

        foreach (var mail in mails)
        {
            mail.Outcome = mail.Kind switch
            {
                MailKind.Start => Start(turn, mail),
                MailKind.Command => IsKnown(turn, mail) ? Decide(turn, mail.Command!) : ReplyKind.NotFound,
                MailKind.Wake => turn.Exists ? FireDueTimers(turn) : ReplyKind.NotFound,
                MailKind.Look => turn.Exists ? ReplyKind.Unchanged : ReplyKind.NotFound,
                MailKind.None => throw new InvalidOperationException("Mail of no kind."),
            };
            mail.IsUnknownEvent =
                mail is { Outcome: ReplyKind.Accepted, Command: SendEvent sent } && turn.Program?.TakesEvents(sent.Name) == false;
            turn.DecidedMails++;
            if (turn.IsFull)
                break;
        }
        return turn;
    }

    private void PutBackUndecided(List<Mail> mails, Turn turn)
    {
        if (turn.DecidedMails == mails.Count)
            return;
        mailbox.PutBack(mails[turn.DecidedMails..]);
        mails.RemoveRange(turn.DecidedMails, mails.Count - turn.DecidedMails);
    }

    private ReplyKind Start(Turn turn, Mail mail)
    {
        var start = mail.Start!;
        if (turn.Exists)
            return turn.State.RequestHash == start.RequestHash ? ReplyKind.Existing : ReplyKind.Conflict;
        if (mail.Program is not { } program)
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
        catch (Exception exception) when (command is CompleteTask or EndChild && exception is not EvaluationInterruptedException)
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
        // What does not fit into this turn stays due.
        foreach (var step in work.DueBy(turn.Now))
        {
            turn.Decide(new FireTimer(step));
            if (turn.IsFull)
                break;
        }
        return ReplyKind.Unchanged;
    }

    /// <summary>A decision was stopped before anything was decided.</summary>
    private sealed class DecisionStoppedException(Exception inner) : Exception(inner.Message, inner);
}
