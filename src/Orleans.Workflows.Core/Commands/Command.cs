using System.Collections.Immutable;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.Commands;

/// <summary>The types of commands.</summary>
public enum CommandKind
{
    /// <summary>No command; rejected.</summary>
    None = 0,

    /// <summary>See <see cref="Commands.StartExecution"/>.</summary>
    StartExecution,

    /// <summary>See <see cref="Commands.CompleteTask"/>.</summary>
    CompleteTask,

    /// <summary>See <see cref="Commands.FailTask"/>.</summary>
    FailTask,

    /// <summary>See <see cref="Commands.TimeOutTask"/>.</summary>
    TimeOutTask,

    /// <summary>See <see cref="Commands.FireTimer"/>.</summary>
    FireTimer,

    /// <summary>See <see cref="Commands.RedeliverTasks"/>.</summary>
    RedeliverTasks,

    /// <summary>See <see cref="Commands.CancelExecution"/>.</summary>
    CancelExecution,
}

/// <summary>
/// Something that somebody wants of an execution. A command that no longer fits (late, repeated) is answered, and changes nothing.
/// The family is closed: one subclass per <see cref="CommandKind"/>.
/// </summary>
/// <param name="Kind">The type.</param>
public abstract record Command(CommandKind Kind);

/// <summary>Begins an execution.</summary>
/// <param name="Id">The execution's id.</param>
/// <param name="Input">What it starts with.</param>
/// <param name="RequestHash">Hash of the request as it was sent.</param>
/// <param name="Tags">Labels.</param>
/// <param name="Timeout">Shortens the definition's timeout; null for none.</param>
/// <param name="Parent">Who waits for it; null for nobody.</param>
public sealed record StartExecution(
    string Id,
    JsonData Input,
    string RequestHash,
    ImmutableSortedDictionary<string, string> Tags,
    TimeSpan? Timeout,
    ExecutionParent? Parent
) : Command(CommandKind.StartExecution);

/// <summary>An attempt brought a result.</summary>
public sealed record CompleteTask(int Step, int Attempt, JsonData Result) : Command(CommandKind.CompleteTask);

/// <summary>An attempt failed.</summary>
public sealed record FailTask(int Step, int Attempt, WorkflowError Error) : Command(CommandKind.FailTask);

/// <summary>An attempt took longer than its timeout.</summary>
/// <param name="Error"><c>States.Timeout</c> or <c>States.HeartbeatTimeout</c>, with a cause.</param>
public sealed record TimeOutTask(int Step, int Attempt, WorkflowError Error) : Command(CommandKind.TimeOutTask);

/// <summary>A moment that the execution waits for may have come; too early it changes nothing.</summary>
/// <param name="Step">The step that waits, or <see cref="Work.StartTimer.ExecutionTimeout"/>.</param>
public sealed record FireTimer(int Step) : Command(CommandKind.FireTimer);

/// <summary>The process that ran this execution went down: every attempt that it may have started is due again.</summary>
public sealed record RedeliverTasks() : Command(CommandKind.RedeliverTasks);

/// <summary>Ends the execution.</summary>
/// <param name="Reason">For people; null for none.</param>
/// <param name="Compensate">Whether completed tasks are to be undone.</param>
public sealed record CancelExecution(string? Reason, bool Compensate) : Command(CommandKind.CancelExecution);
