using Workflows.Core;
using Workflows.Core.Commands;
using Workflows.Core.State;
using Workflows.Core.Work;

namespace Workflows.Grains.Executions;

/// <summary>What a piece of mail asks for.</summary>
internal enum MailKind
{
    None = 0,

    /// <summary>Start the execution.</summary>
    Start,

    /// <summary>Decide a command.</summary>
    Command,

    /// <summary>Fire every timer that is due, and see that what is outstanding is under way.</summary>
    Wake,

    /// <summary>Only tell how it stands.</summary>
    Look,
}

/// <summary>One thing posted to an execution.</summary>
internal sealed class Mail
{
    private readonly TaskCompletionSource<Reply>? completion;

    private Mail(MailKind kind, Command? command, StartMessage? start, bool answered)
    {
        Kind = kind;
        Command = command;
        Start = start;
        completion = answered ? new TaskCompletionSource<Reply>(TaskCreationOptions.RunContinuationsAsynchronously) : null;
    }

    /// <summary>What it asks for.</summary>
    public MailKind Kind { get; }

    /// <summary>The command; only of <see cref="MailKind.Command"/>.</summary>
    public Command? Command { get; }

    /// <summary>By what the command's sender proves that it may; null where it need not.</summary>
    public TaskToken? Token { get; private init; }

    /// <summary>The request; only of <see cref="MailKind.Start"/>.</summary>
    public StartMessage? Start { get; }

    /// <summary>What the pump has found, before it is known to be durable.</summary>
    public ReplyKind Outcome { get; set; }

    /// <summary>Whether it is an event that no state of the workflow waits for.</summary>
    public bool IsUnknownEvent { get; set; }

    /// <summary>The program that a start is for; found before anything is decided.</summary>
    public WorkflowProgram? Program { get; set; }

    /// <summary>Whether it ends what the execution is at, so that a decision that takes long is not worth waiting for.</summary>
    public bool IsUrgent => Command is CancelExecution;

    /// <summary>Whether somebody waits for the answer.</summary>
    public bool IsAnswered => completion is not null;

    /// <summary>The answer.</summary>
    public Task<Reply> Answered => completion?.Task ?? throw new InvalidOperationException("Nobody waits for the answer to this mail.");

    /// <summary>A start.</summary>
    public static Mail ForStart(StartMessage start) => new(MailKind.Start, null, start, answered: true);

    /// <summary>A command whose sender waits.</summary>
    public static Mail ForCommand(Command command) => new(MailKind.Command, command, null, answered: true);

    /// <summary>A command of somebody who was given a token.</summary>
    public static Mail ForToken(Command command, TaskToken token) => new(MailKind.Command, command, null, answered: true) { Token = token };

    /// <summary>An outcome of this activation's own work; nobody waits.</summary>
    public static Mail ForOutcome(Command command) => new(MailKind.Command, command, null, answered: false);

    /// <summary>A wake-up call from outside.</summary>
    public static Mail ForWake() => new(MailKind.Wake, null, null, answered: true);

    /// <summary>A tick of the activation's own timer.</summary>
    public static Mail ForTick() => new(MailKind.Wake, null, null, answered: false);

    /// <summary>A question.</summary>
    public static Mail ForLook() => new(MailKind.Look, null, null, answered: true);

    /// <summary>Tells the sender how it ended.</summary>
    public void Answer(ExecutionStatus status, long lastSequence) =>
        completion?.TrySetResult(new Reply(Outcome, status, lastSequence, IsUnknownEvent: IsUnknownEvent));

    /// <summary>Tells the sender that it was refused, and when to try again.</summary>
    public void Refuse(TimeSpan retryAfter) =>
        completion?.TrySetResult(
            new Reply(Kind == MailKind.Start ? ReplyKind.Refused : ReplyKind.NotFound, ExecutionStatus.None, 0, retryAfter)
        );

    /// <summary>Tells the sender that it could not be decided.</summary>
    public void Fail(Exception exception) => completion?.TrySetException(exception);
}
