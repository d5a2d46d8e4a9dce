using System.Diagnostics;
using Workflows.Language.Data;

namespace Workflows.Grains.Tasks;

/// <summary>One attempt of a task, as its executor sees it.</summary>
public sealed record TaskAttempt
{
    /// <summary>The execution's id.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>The workflow's name.</summary>
    public required string Workflow { get; init; }

    /// <summary>The step's number in the execution.</summary>
    public required int Step { get; init; }

    /// <summary>The step's id as people see it, for example <c>ship~2</c>.</summary>
    public required string StepId { get; init; }

    /// <summary>The name of the state.</summary>
    public required string State { get; init; }

    /// <summary>Who is asked to do it.</summary>
    public required string Resource { get; init; }

    /// <summary>Which attempt of the step this is, counted from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>How often this attempt was started before, in a process that went down.</summary>
    public int Redeliveries { get; init; }

    /// <summary>The same for every attempt and redelivery of the step: hand it to whatever must not do the work twice.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The task's input.</summary>
    public required JsonData Input { get; init; }

    /// <summary>How long the attempt may take in this process; null for no bound, or for one that the execution watches.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>When the attempt times out; null for never. Counted from the moment at which it got its slot.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How long the attempt may be silent; null for as long as it likes. See <see cref="ReportAlive"/>.</summary>
    public TimeSpan? HeartbeatTimeout { get; init; }

    /// <summary>What the task is completed with later; null where the outcome of this attempt is that of the task. Not null: only the request is made here.</summary>
    public string? Token { get; init; }

    /// <summary>Where <see cref="Token"/> is completed over HTTP; null where there is no token, or the host does not know its address.</summary>
    public Uri? CallbackUrl { get; init; }

    /// <summary>The trace that the attempt belongs to.</summary>
    public ActivityContext TraceContext { get; init; }

    /// <summary>Whether the step has a timeout or a heartbeat that the execution watches: of an attempt outside, the request is only the beginning.</summary>
    internal bool IsWatched { get; init; }

    internal Action? Beat { get; init; }

    /// <summary>A sign of life: <see cref="HeartbeatTimeout"/> begins anew.</summary>
    public void ReportAlive() => Beat?.Invoke();
}
