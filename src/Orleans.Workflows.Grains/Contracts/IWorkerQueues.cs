using Workflows.Language.Data;

namespace Workflows.Grains.Contracts;

/// <summary>The queues that external workers get their tasks from. Any silo answers.</summary>
public interface IWorkerQueues
{
    /// <summary>The longest wait for tasks; a longer one ends then.</summary>
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>The most tasks that one poll gives.</summary>
    const int MaxTasks = 100;

    /// <summary>
    /// Takes tasks from a queue; each is one worker's alone until its lease ends, which a heartbeat extends. A silo that stops answers at once, with none.
    /// </summary>
    /// <param name="queue">The queue: what stands behind <c>worker:</c> in definitions.</param>
    /// <param name="worker">Who asks, for people to see.</param>
    /// <param name="max">How many at the most: 1 to <see cref="MaxTasks"/>.</param>
    /// <param name="wait">How long to wait for the first one, up to <see cref="LongestWait"/>; zero for not at all.</param>
    /// <param name="cancellationToken">Gives up waiting; what was taken by then goes back.</param>
    /// <returns>The tasks, the one offered first before the others; none when none came.</returns>
    Task<IReadOnlyList<PolledTask>> PollAsync(
        string queue,
        string worker,
        int max,
        TimeSpan wait,
        CancellationToken cancellationToken = default
    );

    /// <summary>The queues that have tasks or were polled lately, in the order of their names.</summary>
    /// <param name="after">Only queues behind this name; empty for all.</param>
    /// <param name="limit">How many at the most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<WorkerQueue>> ListAsync(string after, int limit, CancellationToken cancellationToken = default);
}

/// <summary>How a queue stands.</summary>
/// <param name="Name">The queue: what stands behind <c>worker:</c> in definitions.</param>
/// <param name="Waiting">How many tasks wait for a worker.</param>
/// <param name="Leased">How many tasks are with a worker.</param>
/// <param name="OldestAt">When the task was offered that has waited longest; null where none waits.</param>
/// <param name="LastPollAt">When a worker began a poll last, give or take five seconds; one that waits began up to 30 s ago. Null where none is known: it is kept in memory.</param>
/// <param name="LastWorker">Who polled it last; null where none has.</param>
public sealed record WorkerQueue(
    string Name,
    long Waiting,
    long Leased,
    DateTimeOffset? OldestAt,
    DateTimeOffset? LastPollAt,
    string? LastWorker
);

/// <summary>A task as a worker gets it.</summary>
/// <param name="Token">What it is completed with, see <see cref="ITaskCompletions"/>.</param>
/// <param name="ExecutionId">The execution.</param>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="StepId">The step's id as people see it, for example <c>ship~2</c>.</param>
/// <param name="State">The name of the state.</param>
/// <param name="Attempt">Which attempt of the step this is, counted from 1.</param>
/// <param name="Input">The task's input.</param>
/// <param name="IdempotencyKey">The same for every attempt of the step, unless the definition says otherwise.</param>
/// <param name="Deadline">When the attempt times out; null for never.</param>
/// <param name="Heartbeat">How long the worker may be silent; null for as long as it likes.</param>
/// <param name="LeaseUntil">From then on another worker may get the task, unless a heartbeat came.</param>
public sealed record PolledTask(
    string Token,
    string ExecutionId,
    string Workflow,
    string StepId,
    string State,
    int Attempt,
    JsonData Input,
    string IdempotencyKey,
    DateTimeOffset? Deadline,
    TimeSpan? Heartbeat,
    DateTimeOffset LeaseUntil
);
