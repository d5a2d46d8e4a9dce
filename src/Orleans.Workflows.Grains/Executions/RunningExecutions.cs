using System.Runtime.CompilerServices;
using Workflows.Core.History;
using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Grains.Definitions;
using Workflows.Grains.Retention;
using Workflows.Grains.Timers;
using Workflows.Journal;
using Workflows.Journal.Reading;
using Workflows.Language.Model;

namespace Workflows.Grains.Executions;

/// <summary>The executions as clients see them: writes go to the grain of the execution, reads are folded right here.</summary>
internal sealed class RunningExecutions(
    IGrainFactory grains,
    IJournal journal,
    ExecutionLoader loader,
    ExecutionReader reader,
    WorkflowPrograms programs,
    InputCheck inputs,
    ExecutionDeletion deletion,
    StartGate gate,
    SiloDrain drain,
    TimeProvider time
) : IExecutions
{
    /// <summary>No call to a grain waits longer.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    private const long OnlyTheEnd = long.MaxValue;

    /// <inheritdoc/>
    public StartRefusal? Refusal => gate.Refusal;

    /// <inheritdoc/>
    public async Task<StartResult> StartAsync(StartRequest request, CancellationToken cancellationToken = default)
    {
        if (request.Id is { } given && !ExecutionIds.IsValid(given))
            throw new ArgumentException($"'{given}' is no id of an execution.", nameof(request));
        if (gate.Enter() is { } refusal)
            return Refused(refusal);
        try
        {
            return await StartTakenAsync(request, cancellationToken);
        }
        finally
        {
            gate.Leave();
        }
    }

    private async Task<StartResult> StartTakenAsync(StartRequest request, CancellationToken cancellationToken)
    {
        var id = request.Id ?? (request.IdempotencyKey is { } key ? ExecutionIds.FromIdempotencyKey(key) : ExecutionIds.Draw(time));
        var hash = RequestHash.Of(request);
        // A text that names no workflow is not worth a grain.
        var version = WorkflowNames.IsValid(request.Workflow)
            ? await grains.ByKey<IDefinitionGrain>(request.Workflow).FindAsync(request.Version).WaitAsync(cancellationToken)
            : null;
        if (version is null or { IsDeleted: true })
        {
            var outcome = version is null ? StartOutcome.UnknownWorkflow : StartOutcome.VersionDeleted;
            return await FindStartedAsync(id, hash, cancellationToken) ?? new StartResult(outcome, null);
        }

        var program = await programs.FindAsync(request.Workflow, version.Version);
        if (await inputs.FindProblemsAsync(program, request.Input, cancellationToken) is { Count: > 0 } problems)
            return await FindStartedAsync(id, hash, cancellationToken)
                ?? new StartResult(StartOutcome.InvalidInput, null) { Problems = problems };

        var message = new StartMessage(
            request.Workflow,
            version.Version,
            Payload.Of(request.Input),
            hash,
            request.Tags,
            request.Timeout,
            null,
            null
        );
        var reply = await grains.ByKey<IExecutionGrain>(id).StartAsync(message).WaitAsync(cancellationToken);
        return reply.Kind switch
        {
            ReplyKind.Created => new StartResult(StartOutcome.Created, id),
            ReplyKind.Existing => new StartResult(StartOutcome.Existing, id),
            ReplyKind.Conflict => new StartResult(StartOutcome.Conflict, id),
            ReplyKind.NotFound => new StartResult(StartOutcome.UnknownWorkflow, null),
            ReplyKind.Refused => Refused(gate.Refusal ?? StartGate.Overloaded(reply.RetryAfter)),
            ReplyKind.Accepted or ReplyKind.Unchanged or ReplyKind.AlreadyEnded or ReplyKind.None => throw Unexpected(reply.Kind),
        };
    }

    /// <inheritdoc/>
    public Task<ExecutionDetails?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        reader.FindAsync(id, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ExecutionSummary>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken = default) =>
        journal.ListAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StepRecord>?> ReadStepsAsync(
        string id,
        Func<int, bool>? keeps = null,
        CancellationToken cancellationToken = default
    ) => reader.ReadStepsAsync(id, keeps, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<HistoryEvent>?> ReadHistoryAsync(
        string id,
        long after,
        int limit,
        CancellationToken cancellationToken = default
    ) => reader.ReadHistoryAsync(id, after, limit, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<HistoryEvent> FollowAsync(
        string id,
        long after,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        if (await journal.ReadSummaryAsync(id, cancellationToken) is not { } summary)
            yield break;

        var history = new HistoryReader();
        while (true)
        {
            await foreach (var item in loader.ReadEventsAsync(summary, history.LastSequence, cancellationToken))
            {
                var happened = history.Read(item);
                if (happened.Sequence > after)
                    yield return happened;
            }
            if (history.HasEnded || drain.IsDraining)
                yield break;

            var reply = await WaitForChangeAsync(id, history.LastSequence, LongestCall, cancellationToken);
            if (reply is null or { Kind: ReplyKind.NotFound })
                yield break;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> WaitForEndAsync(string id, TimeSpan atMost, CancellationToken cancellationToken = default)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var left = atMost - time.GetElapsedTime(started);
            var wait =
                left < TimeSpan.Zero ? TimeSpan.Zero
                : left < LongestCall ? left
                : LongestCall;
            var reply = await WaitForChangeAsync(id, OnlyTheEnd, wait, cancellationToken);
            if (reply is { Status: var status } && status.IsEnded())
                return true;
            if (reply is null or { Kind: ReplyKind.NotFound } || left <= TimeSpan.Zero || drain.IsDraining)
                return false;
        }
    }

    /// <inheritdoc/>
    public async Task<CancelOutcome> CancelAsync(string id, string? reason, bool compensate, CancellationToken cancellationToken = default)
    {
        var reply = await grains.ByKey<IExecutionGrain>(id).CancelAsync(reason, compensate).WaitAsync(cancellationToken);
        return reply.Kind switch
        {
            ReplyKind.Accepted or ReplyKind.Unchanged => CancelOutcome.Cancelled,
            ReplyKind.AlreadyEnded => CancelOutcome.AlreadyEnded,
            ReplyKind.NotFound => CancelOutcome.NotFound,
            ReplyKind.Created or ReplyKind.Existing or ReplyKind.Conflict or ReplyKind.Refused or ReplyKind.None => throw Unexpected(
                reply.Kind
            ),
        };
    }

    /// <inheritdoc/>
    public async Task<SendEventOutcome> SendEventAsync(string id, ExternalEvent sent, CancellationToken cancellationToken = default)
    {
        var reply = await grains.ByKey<IExecutionGrain>(id).SendEventAsync(EventMessage.Of(sent)).WaitAsync(cancellationToken);
        return reply.Kind switch
        {
            ReplyKind.Accepted => reply.IsUnknownEvent ? SendEventOutcome.AcceptedUnknown : SendEventOutcome.Accepted,
            ReplyKind.Unchanged => SendEventOutcome.Repeated,
            ReplyKind.AlreadyEnded => SendEventOutcome.AlreadyEnded,
            ReplyKind.Refused => SendEventOutcome.TooMany,
            ReplyKind.NotFound => SendEventOutcome.NotFound,
            ReplyKind.Created or ReplyKind.Existing or ReplyKind.Conflict or ReplyKind.None => throw Unexpected(reply.Kind),
        };
    }

    /// <inheritdoc/>
    public async Task<RedriveOutcome> RedriveAsync(string id, CancellationToken cancellationToken = default)
    {
        var reply = await grains.ByKey<IExecutionGrain>(id).RedriveAsync().WaitAsync(cancellationToken);
        return reply.Kind switch
        {
            ReplyKind.Accepted => RedriveOutcome.Redriven,
            ReplyKind.Refused => RedriveOutcome.NotRedrivable,
            ReplyKind.NotFound => RedriveOutcome.NotFound,
            ReplyKind.Unchanged
            or ReplyKind.AlreadyEnded
            or ReplyKind.Created
            or ReplyKind.Existing
            or ReplyKind.Conflict
            or ReplyKind.None => throw Unexpected(reply.Kind),
        };
    }

    /// <inheritdoc/>
    public Task<DeleteOutcome> DeleteAsync(string id, CancellationToken cancellationToken = default) =>
        deletion.DeleteAsync(id, cancellationToken);

    private static StartResult Refused(StartRefusal refusal) => new(StartOutcome.Refused, null) { Refusal = refusal };

    /// <returns>Null when this silo stops before there is an answer.</returns>
    private async Task<Reply?> WaitForChangeAsync(string id, long after, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.Begun);
        try
        {
            return await grains.ByKey<IExecutionGrain>(id).WaitForChangeAsync(after, atMost).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (drain.IsDraining && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    // A start stays idempotent when its version has been deleted since.
    private async Task<StartResult?> FindStartedAsync(string id, string hash, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(id, cancellationToken) is not { } started)
            return null;
        return new StartResult(started.State.RequestHash == hash ? StartOutcome.Existing : StartOutcome.Conflict, id);
    }

    private static InvalidOperationException Unexpected(ReplyKind kind) => new($"An execution grain answered {kind}.");
}
