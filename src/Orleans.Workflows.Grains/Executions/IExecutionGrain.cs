using System.Collections.Immutable;
using Workflows.Core.Commands;
using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Language.Data;

namespace Workflows.Grains.Executions;

/// <summary>One execution; the key is its id. Every call only posts to the mailbox and waits for the answer, none longer than 10 s by intention.</summary>
[Alias("workflows.execution")]
internal interface IExecutionGrain : IGrainWithStringKey
{
    /// <summary>Starts the execution, or finds that it was started before.</summary>
    [Alias("start")]
    Task<Reply> StartAsync(StartMessage message);

    /// <summary>Ends the execution.</summary>
    [Alias("cancel")]
    Task<Reply> CancelAsync(string? reason, bool compensate);

    /// <summary>Brings the outcome of an attempt whose activation is gone.</summary>
    [Alias("deliver")]
    Task<Reply> DeliverAsync(OutcomeMessage message);

    /// <summary>Something may be due, or its silo may be gone.</summary>
    /// <returns>Whether it changed anything.</returns>
    [Alias("wake")]
    Task<bool> WakeAsync();

    /// <summary>Waits until there are events after a sequence, or the execution has ended.</summary>
    /// <param name="atMost">At most 10 s; the caller repeats the call.</param>
    [Alias("wait")]
    Task<Reply> WaitForChangeAsync(long afterSequence, TimeSpan atMost);
}

/// <summary>A request to start, pinned to a version.</summary>
[GenerateSerializer, Immutable, Alias("workflows.start")]
internal sealed record StartMessage(
    [property: Id(0)] string Workflow,
    [property: Id(1)] string Version,
    [property: Id(2)] Payload Input,
    [property: Id(3)] string RequestHash,
    [property: Id(4)] ImmutableSortedDictionary<string, string> Tags,
    [property: Id(5)] TimeSpan? Timeout,
    [property: Id(6)] string? ParentId,
    [property: Id(7)] string? ParentStepId
)
{
    /// <summary>The command for an execution of this id.</summary>
    public StartExecution ToCommand(string id) =>
        new(id, Input.ToJson(), RequestHash, Tags, Timeout, ParentId is null ? null : new ExecutionParent(ParentId, ParentStepId ?? ""));
}

/// <summary>The outcome of an attempt: a result, an error, or a timeout.</summary>
[GenerateSerializer, Immutable, Alias("workflows.outcome")]
internal sealed record OutcomeMessage(
    [property: Id(0)] int Step,
    [property: Id(1)] int Attempt,
    [property: Id(2)] Payload? Result,
    [property: Id(3)] string? Error,
    [property: Id(4)] string? Cause,
    [property: Id(5)] bool IsTimeout
)
{
    /// <summary>The message of a command that an executor gives.</summary>
    public static OutcomeMessage Of(Command command) =>
        command switch
        {
            CompleteTask done => new(done.Step, done.Attempt, Payload.Of(done.Result), null, null, false),
            FailTask failed => new(failed.Step, failed.Attempt, null, failed.Error.Name, failed.Error.Cause, false),
            TimeOutTask late => new(late.Step, late.Attempt, null, late.Error.Name, late.Error.Cause, true),
            _ => throw new ArgumentException($"{command.GetType().Name} is no outcome of an attempt.", nameof(command)),
        };

    /// <summary>The command.</summary>
    public Command ToCommand() =>
        Result is { } result ? new CompleteTask(Step, Attempt, result.ToJson())
        : IsTimeout ? new TimeOutTask(Step, Attempt, new WorkflowError(Error!, Cause))
        : new FailTask(Step, Attempt, new WorkflowError(Error!, Cause));
}

/// <summary>How something posted to an execution ended.</summary>
internal enum ReplyKind
{
    None = 0,

    /// <summary>The execution has started.</summary>
    Created,

    /// <summary>The same request had started it before.</summary>
    Existing,

    /// <summary>Another request had started it.</summary>
    Conflict,

    /// <summary>The journal takes no starts for the moment, or the silo stops.</summary>
    Refused,

    /// <summary>It made a transition.</summary>
    Accepted,

    /// <summary>It changed nothing.</summary>
    Unchanged,

    /// <summary>The execution had ended otherwise.</summary>
    AlreadyEnded,

    /// <summary>There is no such execution.</summary>
    NotFound,
}

/// <summary>The answer to something posted to an execution, with how it stands then.</summary>
[GenerateSerializer, Immutable, Alias("workflows.reply")]
internal readonly record struct Reply(
    [property: Id(0)] ReplyKind Kind,
    [property: Id(1)] ExecutionStatus Status,
    [property: Id(2)] long LastSequence,
    [property: Id(3)] TimeSpan RetryAfter = default
);
