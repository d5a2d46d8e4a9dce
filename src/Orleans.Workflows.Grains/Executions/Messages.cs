using System.Collections.Immutable;
using Workflows.Core.Commands;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Grains.Contracts;
using Workflows.Language.Data;

namespace Workflows.Grains.Executions;

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

/// <summary>What an attempt is said to have come to.</summary>
internal enum OutcomeKind
{
    None = 0,

    /// <summary>It brought a result.</summary>
    Completed,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It took too long, or was silent for too long.</summary>
    TimedOut,

    /// <summary>It is with somebody outside now.</summary>
    Submitted,

    /// <summary>Whoever has it is alive.</summary>
    Alive,
}

/// <summary>The outcome of an attempt, or a sign of life.</summary>
[GenerateSerializer, Immutable, Alias("workflows.outcome")]
internal sealed record OutcomeMessage(
    [property: Id(0)] OutcomeKind Kind,
    [property: Id(1)] int Step,
    [property: Id(2)] int Attempt,
    [property: Id(3)] Payload? Result = null,
    [property: Id(4)] string? Error = null,
    [property: Id(5)] string? Cause = null
)
{
    /// <summary>The message of a command about an attempt.</summary>
    public static OutcomeMessage Of(Command command) =>
        command switch
        {
            CompleteTask done => new(OutcomeKind.Completed, done.Step, done.Attempt, Payload.Of(done.Result)),
            FailTask failed => new(OutcomeKind.Failed, failed.Step, failed.Attempt, null, failed.Error.Name, failed.Error.Cause),
            TimeOutTask late => new(OutcomeKind.TimedOut, late.Step, late.Attempt, null, late.Error.Name, late.Error.Cause),
            SubmitTask submitted => new(OutcomeKind.Submitted, submitted.Step, submitted.Attempt),
            HeartbeatTask alive => new(OutcomeKind.Alive, alive.Step, alive.Attempt),
            _ => throw new ArgumentException($"{command.GetType().Name} says nothing about an attempt.", nameof(command)),
        };

    /// <summary>The command.</summary>
    public Command ToCommand() =>
        Kind switch
        {
            OutcomeKind.Completed => new CompleteTask(Step, Attempt, Result!.Value.ToJson()),
            OutcomeKind.Failed => new FailTask(Step, Attempt, new WorkflowError(Error!, Cause)),
            OutcomeKind.TimedOut => new TimeOutTask(Step, Attempt, new WorkflowError(Error!, Cause)),
            OutcomeKind.Submitted => new SubmitTask(Step, Attempt),
            OutcomeKind.Alive => new HeartbeatTask(Step, Attempt),
            OutcomeKind.None => throw new InvalidOperationException("An outcome of no kind."),
        };
}

/// <summary>An event from outside.</summary>
[GenerateSerializer, Immutable, Alias("workflows.external-event")]
internal sealed record EventMessage(
    [property: Id(0)] string Name,
    [property: Id(1)] Payload Payload,
    [property: Id(2)] string? EventId,
    [property: Id(3)] Payload? Correlation
)
{
    /// <summary>The message of an event.</summary>
    public static EventMessage Of(ExternalEvent sent) =>
        new(sent.Name, Payload.Of(sent.Payload), sent.EventId, sent.Correlation is null ? null : Payload.Of(sent.Correlation));

    /// <summary>The command.</summary>
    public SendEvent ToCommand() => new(Name, Payload.ToJson(), EventId, Correlation?.ToJson());
}

/// <summary>How a child ended.</summary>
[GenerateSerializer, Immutable, Alias("workflows.child-end")]
internal sealed record ChildEndMessage(
    [property: Id(0)] int Step,
    [property: Id(1)] int Attempt,
    [property: Id(2)] string Id,
    [property: Id(3)] ExecutionStatus Status,
    [property: Id(4)] Payload Input,
    [property: Id(5)] Payload? Output,
    [property: Id(6)] string? Error,
    [property: Id(7)] string? Cause,
    [property: Id(8)] DateTimeOffset StartedAt,
    [property: Id(9)] DateTimeOffset EndedAt
)
{
    /// <summary>The message of an end.</summary>
    public static ChildEndMessage Of(int step, int attempt, ChildEnd end) =>
        new(
            step,
            attempt,
            end.Id,
            end.Status,
            Payload.Of(end.Input),
            end.Output is null ? null : Payload.Of(end.Output),
            end.Error,
            end.Cause,
            end.StartedAt,
            end.EndedAt
        );

    /// <summary>The command.</summary>
    public EndChild ToCommand() =>
        new(Step, Attempt, new ChildEnd(Id, Status, Input.ToJson(), Output?.ToJson(), Error, Cause, StartedAt, EndedAt));
}
