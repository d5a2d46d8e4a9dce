namespace Workflows.Journal.Queues;

/// <summary>A task that a worker has taken: it is its alone until the lease ends, and stays in the queue until it is withdrawn.</summary>
/// <param name="ExecutionId">The execution that waits for it.</param>
/// <param name="Incarnation">The execution's incarnation.</param>
/// <param name="Step">The step's number.</param>
/// <param name="Attempt">The attempt of the step.</param>
/// <param name="Payload">What was offered.</param>
/// <param name="LeaseUntil">From then on another worker may take it.</param>
public sealed record TakenTask(
    string ExecutionId,
    Guid Incarnation,
    int Step,
    int Attempt,
    ReadOnlyMemory<byte> Payload,
    DateTimeOffset LeaseUntil
);

/// <summary>How long a task that has been taken stays with whoever took it.</summary>
/// <param name="Incarnation">The execution's incarnation.</param>
/// <param name="Step">The step's number.</param>
/// <param name="Attempt">The attempt of the step.</param>
/// <param name="Until">From then on another worker may take it; a time that has passed gives it back at once.</param>
public sealed record TaskLease(Guid Incarnation, int Step, int Attempt, DateTimeOffset Until);
