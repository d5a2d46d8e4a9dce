using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Core.Work;

/// <summary>The kinds of work that an execution can wait for.</summary>
public enum WorkKind
{
    /// <summary>No work; rejected.</summary>
    None = 0,

    /// <summary>See <see cref="Work.RunTask"/>.</summary>
    RunTask,

    /// <summary>See <see cref="Work.StartTimer"/>.</summary>
    StartTimer,

    /// <summary>See <see cref="Work.OfferTask"/>.</summary>
    OfferTask,

    /// <summary>See <see cref="Work.StartChild"/>.</summary>
    StartChild,

    /// <summary>See <see cref="Work.AwaitChild"/>.</summary>
    AwaitChild,

    /// <summary>See <see cref="Work.CancelChild"/>.</summary>
    CancelChild,

    /// <summary>See <see cref="Work.NotifyParent"/>.</summary>
    NotifyParent,

    /// <summary>See <see cref="Work.Continuation"/>.</summary>
    Continuation,
}

/// <summary>
/// Something that has to be under way while the execution is in its present state. Two pieces with equal <see cref="Key"/> are the same piece.
/// The family is closed: one subclass per <see cref="WorkKind"/>.
/// </summary>
/// <param name="Kind">The kind.</param>
/// <param name="Step">The step that waits for it; below 0 one of the slots for what an execution owes.</param>
/// <param name="Attempt">The attempt of the step; 0 where there are none.</param>
public abstract record OutstandingWork(WorkKind Kind, int Step, int Attempt)
{
    /// <summary>In place of a step: the children that have to be told to end, one after the other.</summary>
    public const int AbandonedSlot = -1;

    /// <summary>In place of a step: the parent that has to be told how the execution ended.</summary>
    public const int ParentSlot = -2;

    /// <summary>When to send <see cref="Commands.FireTimer"/> for the step, if it is still outstanding then; null for never.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>What makes it the same piece of work.</summary>
    public virtual WorkKey Key => new(Kind, Step, Attempt, null);
}

/// <summary>What makes a piece of work the same.</summary>
public readonly record struct WorkKey(WorkKind Kind, int Step, int Attempt, string? Execution);

/// <summary>An attempt of a task, whoever works at it.</summary>
public abstract record TaskWork(WorkKind Kind, int Step, int Attempt) : OutstandingWork(Kind, Step, Attempt)
{
    /// <summary>The step's id as people see it.</summary>
    public required string StepId { get; init; }

    /// <summary>The name of the state.</summary>
    public required string State { get; init; }

    /// <summary>Whom the definition names.</summary>
    public required TaskResource Target { get; init; }

    /// <summary>The input of the task, before anything is taken out of it for whoever is asked.</summary>
    public required JsonData TaskInput { get; init; }

    /// <summary>The same for every attempt and redelivery of the step, unless the state wants one per attempt.</summary>
    public required string IdempotencyKey { get; init; }
}

/// <summary>An attempt that an executor of this process works at.</summary>
/// <param name="Resource">Who does it.</param>
/// <param name="Input">What is handed to it.</param>
/// <param name="Timeout">How long it may take once it has its slot; null for the executor's default.</param>
/// <param name="Heartbeat">How long it may be silent once it has its slot; null for as long as it likes.</param>
/// <param name="Redeliveries">How often the attempt was started before in a process that went down.</param>
/// <param name="Token">
/// Not null: whoever is asked only takes the request, its answer says no more than that (<see cref="Commands.SubmitTask"/>), and the task is completed with this token.
/// </param>
public sealed record RunTask(
    int Step,
    int Attempt,
    string Resource,
    JsonData Input,
    TimeSpan? Timeout,
    TimeSpan? Heartbeat,
    int Redeliveries,
    string? Token
) : TaskWork(WorkKind.RunTask, Step, Attempt);

/// <summary>A moment to wait for.</summary>
public sealed record StartTimer : OutstandingWork
{
    /// <summary>In place of a step: the timeout of the whole execution.</summary>
    public const int ExecutionTimeout = 0;

    /// <summary>Creates the piece.</summary>
    /// <param name="step">The step that waits, or <see cref="ExecutionTimeout"/>.</param>
    /// <param name="attempt">The attempt of the step; 0 where there are none.</param>
    /// <param name="dueAt">When to send <see cref="Commands.FireTimer"/>.</param>
    public StartTimer(int step, int attempt, DateTimeOffset dueAt)
        : base(WorkKind.StartTimer, step, attempt) => WakeAt = dueAt;

    /// <summary>When to send <see cref="Commands.FireTimer"/>.</summary>
    public DateTimeOffset DueAt => WakeAt!.Value;
}

/// <summary>An attempt that stands in a worker queue, or is with the worker that took it from there.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Heartbeat">How long the worker may be silent; null where the state does not say.</param>
/// <param name="Token">What the worker completes it with.</param>
public sealed record OfferTask(int Step, int Attempt, string Queue, TimeSpan? Heartbeat, string Token)
    : TaskWork(WorkKind.OfferTask, Step, Attempt);

/// <summary>A child execution that has to be started; the start is idempotent.</summary>
/// <param name="Child">The id of the child.</param>
/// <param name="Workflow">The workflow.</param>
/// <param name="Version">The version; null for the one registered last.</param>
/// <param name="Input">What it starts with.</param>
/// <param name="Completion">
/// When the task is complete: <see cref="TaskCompletion.Response"/> of an ASL start means as soon as the child has started, without a link to the parent.
/// </param>
/// <param name="IsLinked">Whether the child belongs to this execution: it is told when this one ends, and tells when it has ended.</param>
public sealed record StartChild(
    int Step,
    int Attempt,
    string Child,
    string Workflow,
    string? Version,
    JsonData Input,
    TaskCompletion Completion,
    bool IsLinked
) : TaskWork(WorkKind.StartChild, Step, Attempt);

/// <summary>A child execution that has been started; it tells when it has ended, and is asked now and then.</summary>
/// <param name="Child">The id of the child.</param>
public sealed record AwaitChild(int Step, int Attempt, string Child) : OutstandingWork(WorkKind.AwaitChild, Step, Attempt);

/// <summary>A child execution that nobody waits for any more: it is told to end, and <see cref="Commands.AcknowledgeCancel"/> follows.</summary>
/// <param name="Child">The id of the child.</param>
public sealed record CancelChild(string Child) : OutstandingWork(WorkKind.CancelChild, AbandonedSlot, 0)
{
    /// <inheritdoc/>
    public override WorkKey Key => new(Kind, Step, Attempt, Child);
}

/// <summary>The execution has ended, and the one that started it has to be told; <see cref="Commands.AcknowledgeParent"/> follows.</summary>
/// <param name="Parent">The parent.</param>
public sealed record NotifyParent(ExecutionParent Parent) : OutstandingWork(WorkKind.NotifyParent, ParentSlot, 0);

/// <summary>
/// A step that more can be done with at once: the decision that came to it had grown too large. <see cref="Commands.ContinueStep"/> follows without delay.
/// </summary>
/// <param name="Started">How many iterations of a Map have been started; 0 for any other step. Each time that a Map goes on is another piece of work.</param>
public sealed record Continuation(int Step, int Started) : OutstandingWork(WorkKind.Continuation, Step, Started);
