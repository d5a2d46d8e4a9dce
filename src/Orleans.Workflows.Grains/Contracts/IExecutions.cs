using System.Collections.Immutable;
using Workflows.Core;
using Workflows.Core.History;
using Workflows.Core.State;
using Workflows.Journal.Reading;
using Workflows.Language.Data;
using Workflows.Language.Documents;

namespace Workflows.Grains.Contracts;

/// <summary>The executions, for REST and for people who embed the engine. Any silo answers; reads activate nothing and see every acknowledged write.</summary>
public interface IExecutions
{
    /// <summary>After so many bytes a page of a history ends, whatever was asked for. Default: 4 MiB.</summary>
    const int EnoughBytes = 4 * 1024 * 1024;

    /// <summary>Why no new execution is taken for the moment, so that nothing need be read or made ready for it; null when one is.</summary>
    StartRefusal? Refusal { get; }

    /// <summary>Starts an execution; completes when its start is durable.</summary>
    Task<StartResult> StartAsync(StartRequest request, CancellationToken cancellationToken = default);

    /// <summary>An execution as its history tells it; null when there is none.</summary>
    Task<ExecutionDetails?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>A page of summaries, newest first.</summary>
    Task<IReadOnlyList<ExecutionSummary>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken = default);

    /// <summary>All steps of an execution in the order of their numbers; null when there is no such execution.</summary>
    /// <param name="id">The execution.</param>
    /// <param name="keeps">Of which steps, by their numbers, inputs, outputs and variables are read; null for all. Of the others they are null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<StepRecord>?> ReadStepsAsync(
        string id,
        Func<int, bool>? keeps = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Events after a sequence, in order: at most so many, and none any more once those that are there weigh <see cref="EnoughBytes"/>. Null when there is no such execution; none when nothing follows.
    /// </summary>
    Task<IReadOnlyList<HistoryEvent>?> ReadHistoryAsync(string id, long after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Events after a sequence as they come, to the end of the execution; nothing when there is no such execution.</summary>
    IAsyncEnumerable<HistoryEvent> FollowAsync(string id, long after, CancellationToken cancellationToken = default);

    /// <summary>Waits until the execution has ended.</summary>
    /// <returns>False when the time is over first.</returns>
    Task<bool> WaitForEndAsync(string id, TimeSpan atMost, CancellationToken cancellationToken = default);

    /// <summary>Ends an execution.</summary>
    Task<CancelOutcome> CancelAsync(string id, string? reason, bool compensate, CancellationToken cancellationToken = default);

    /// <summary>Sends an event to an execution: one that comes early is kept, and each is taken once.</summary>
    Task<SendEventOutcome> SendEventAsync(string id, ExternalEvent sent, CancellationToken cancellationToken = default);

    /// <summary>Lets an execution that failed, timed out or was cancelled go on from where it stopped.</summary>
    Task<RedriveOutcome> RedriveAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Removes an execution that has ended, with its history. Its id is free afterwards.</summary>
    Task<DeleteOutcome> DeleteAsync(string id, CancellationToken cancellationToken = default);
}

/// <summary>A request to start an execution.</summary>
public sealed record StartRequest
{
    /// <summary>The workflow's name.</summary>
    public required string Workflow { get; init; }

    /// <summary>The version; null for the one registered last.</summary>
    public string? Version { get; init; }

    /// <summary>What it starts with; left out: <c>{}</c>.</summary>
    public JsonData Input { get; init; } = JsonData.EmptyObject;

    /// <summary>The id; null: derived from <see cref="IdempotencyKey"/>, else drawn.</summary>
    public string? Id { get; init; }

    /// <summary>The same key with the same request names the same execution; null for none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Labels.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Shortens the definition's timeout; null for none.</summary>
    public TimeSpan? Timeout { get; init; }
}

/// <summary>How a start ended.</summary>
public enum StartOutcome
{
    /// <summary>No outcome; rejected.</summary>
    None = 0,

    /// <summary>A new execution has started.</summary>
    Created,

    /// <summary>The same request had started this execution before.</summary>
    Existing,

    /// <summary>Another request had started an execution of this id.</summary>
    Conflict,

    /// <summary>There is no such workflow or version.</summary>
    UnknownWorkflow,

    /// <summary>The version was deleted.</summary>
    VersionDeleted,

    /// <summary>The input does not satisfy the <c>inputSchema</c> of the workflow.</summary>
    InvalidInput,

    /// <summary>No execution is taken for the moment; nothing was started, and the request may be repeated later.</summary>
    Refused,
}

/// <summary>Why no execution is taken for the moment.</summary>
/// <param name="Reason">A sentence.</param>
/// <param name="RetryAfter">When to try again.</param>
public sealed record StartRefusal(string Reason, TimeSpan RetryAfter);

/// <summary>What a start gave.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Id">The execution's id; null when there is none.</param>
public sealed record StartResult(StartOutcome Outcome, string? Id)
{
    /// <summary>What is wrong with the input; their paths begin with <c>$.input</c>.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>Why it was refused; null when it was not.</summary>
    public StartRefusal? Refusal { get; init; }
}

/// <summary>An execution as its history tells it.</summary>
/// <param name="Summary">Its row in the list.</param>
/// <param name="State">The folded state.</param>
/// <param name="Program">The version that it is pinned to; null where nothing of the definition is left.</param>
public sealed record ExecutionDetails(ExecutionSummary Summary, ExecutionState State, WorkflowProgram? Program);

/// <summary>How a cancellation ended.</summary>
public enum CancelOutcome
{
    /// <summary>No outcome; rejected.</summary>
    None = 0,

    /// <summary>The execution is cancelled, now or already.</summary>
    Cancelled,

    /// <summary>It had ended otherwise.</summary>
    AlreadyEnded,

    /// <summary>There is no such execution.</summary>
    NotFound,
}

/// <summary>How a removal ended.</summary>
public enum DeleteOutcome
{
    /// <summary>No outcome; rejected.</summary>
    None = 0,

    /// <summary>The execution and its history are gone.</summary>
    Deleted,

    /// <summary>It has not ended, or has still to report its end to the execution that waits for it or to cancel its children.</summary>
    NotEnded,

    /// <summary>There is no such execution.</summary>
    NotFound,
}
