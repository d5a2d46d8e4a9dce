using Workflows.Language.Data;

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
}

/// <summary>
/// Something that has to be under way while the execution is in its present state. Two pieces with equal <see cref="Key"/> are the same piece.
/// The family is closed: one subclass per <see cref="WorkKind"/>.
/// </summary>
/// <param name="Kind">The kind.</param>
/// <param name="Step">The step that waits for it.</param>
/// <param name="Attempt">The attempt of the step; 0 where there are none.</param>
public abstract record OutstandingWork(WorkKind Kind, int Step, int Attempt)
{
    /// <summary>What makes it the same piece of work.</summary>
    public WorkKey Key => new(Kind, Step, Attempt);
}

/// <summary>What makes a piece of work the same.</summary>
public readonly record struct WorkKey(WorkKind Kind, int Step, int Attempt);

/// <summary>An attempt of a task.</summary>
/// <param name="StepId">The step's id as people see it.</param>
/// <param name="State">The name of the state.</param>
/// <param name="Resource">Who does it.</param>
/// <param name="Input">Its input.</param>
/// <param name="Timeout">How long it may take; null for the executor's default.</param>
/// <param name="Redeliveries">How often the attempt was started before in a process that went down.</param>
/// <param name="IdempotencyKey">The same for every attempt and redelivery of the step, unless the state wants one per attempt.</param>
public sealed record RunTask(
    int Step,
    int Attempt,
    string StepId,
    string State,
    string Resource,
    JsonData Input,
    TimeSpan? Timeout,
    int Redeliveries,
    string IdempotencyKey
) : OutstandingWork(WorkKind.RunTask, Step, Attempt);

/// <summary>A moment to wait for.</summary>
/// <param name="DueAt">When to send <see cref="Commands.FireTimer"/>.</param>
public sealed record StartTimer(int Step, int Attempt, DateTimeOffset DueAt) : OutstandingWork(WorkKind.StartTimer, Step, Attempt)
{
    /// <summary>In place of a step: the timeout of the whole execution.</summary>
    public const int ExecutionTimeout = 0;
}
