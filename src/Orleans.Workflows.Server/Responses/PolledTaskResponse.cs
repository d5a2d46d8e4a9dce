using Workflows.Grains.Contracts;
using Workflows.Language.Data;

namespace Workflows.Server.Responses;

/// <summary>The tasks that a poll gave.</summary>
public sealed record PolledTasksResponse
{
    /// <summary>At least one, the one offered first before the others.</summary>
    public required IReadOnlyList<PolledTaskResponse> Items { get; init; }

    /// <summary>The tasks as they go out.</summary>
    public static PolledTasksResponse Of(IReadOnlyList<PolledTask> tasks) => new() { Items = [.. tasks.Select(PolledTaskResponse.Of)] };
}

/// <summary>A task for a worker: nobody else gets it until its lease ends.</summary>
public sealed record PolledTaskResponse
{
    /// <summary>What the task is completed with.</summary>
    public required string Token { get; init; }

    /// <summary>The execution.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>The name of its workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>The step.</summary>
    public required string StepId { get; init; }

    /// <summary>The name of the state.</summary>
    public required string State { get; init; }

    /// <summary>Which attempt of the step this is, counted from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The task's input.</summary>
    public required JsonData Input { get; init; }

    /// <summary>The same whenever this work is given out again, so that the worker can tell whether it has done it before.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>When the attempt times out.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How long the worker may be silent, in seconds.</summary>
    public double? HeartbeatSeconds { get; init; }

    /// <summary>From then on another worker may get the task, unless a heartbeat came.</summary>
    public required DateTimeOffset LeaseUntil { get; init; }

    /// <summary>The task as it goes out.</summary>
    public static PolledTaskResponse Of(PolledTask task) =>
        new()
        {
            Token = task.Token,
            ExecutionId = task.ExecutionId,
            Workflow = task.Workflow,
            StepId = task.StepId,
            State = task.State,
            Attempt = task.Attempt,
            Input = task.Input,
            IdempotencyKey = task.IdempotencyKey,
            Deadline = task.Deadline,
            HeartbeatSeconds = task.Heartbeat?.TotalSeconds,
            LeaseUntil = task.LeaseUntil,
        };
}
