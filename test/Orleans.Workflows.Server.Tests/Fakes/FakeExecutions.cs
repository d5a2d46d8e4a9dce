using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Workflows.Core.Events;
using Workflows.Core.History;
using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Journal.Reading;
using Workflows.Language.Data;

namespace Workflows.Server.Tests.Fakes;

/// <summary>
/// Executions whose histories are written by hand, for what the endpoints do with them. The workflow "greeting" ends at once, "waiting" waits; others are unknown, "deleted" is deleted.
/// </summary>
internal sealed class FakeExecutions : IExecutions
{
    public static readonly DateTimeOffset Moment = new(2026, 11, 23, 19, 10, 1, TimeSpan.Zero);

    private readonly ConcurrentDictionary<string, Recorded> recorded = new(StringComparer.Ordinal);
    private int started;

    /// <summary>The start request that came in last.</summary>
    public StartRequest? LastStart { get; private set; }

    /// <summary>The query that came in last.</summary>
    public ExecutionQuery? LastQuery { get; private set; }

    /// <summary>The event that came in last.</summary>
    public ExternalEvent? LastEvent { get; private set; }

    /// <summary>What the next call throws; null for nothing.</summary>
    public Exception? NextFailure { get; set; }

    public StartRefusal? Refusal { get; set; }

    public Task<StartResult> StartAsync(StartRequest request, CancellationToken cancellationToken = default)
    {
        ThrowIfAsked();
        LastStart = request;
        if (request.Workflow is not ("greeting" or "waiting"))
            return Task.FromResult(
                new StartResult(request.Workflow == "deleted" ? StartOutcome.VersionDeleted : StartOutcome.UnknownWorkflow, null)
            );

        var id = request.Id ?? request.IdempotencyKey?.ToLowerInvariant() ?? "drawn-" + recorded.Count;
        var execution = new Recorded(request, Moment.AddSeconds(Interlocked.Increment(ref started)));
        var standing = recorded.GetOrAdd(id, execution);
        if (standing != execution)
            return Task.FromResult(
                new StartResult(standing.Request.Input.ValueEquals(request.Input) ? StartOutcome.Existing : StartOutcome.Conflict, id)
            );

        execution.Add(
            new ExecutionStarted(
                execution.At,
                id,
                request.Workflow,
                request.Version ?? "1.0",
                request.Input,
                "hash",
                request.Tags,
                null,
                null
            )
        );
        execution.Add(new StepEntered(execution.At, 1, Scope.Top, "a/b", 1));
        if (request.Workflow == "waiting")
            execution.Add(new WaitStarted(execution.At, 1, execution.At.AddDays(1)));
        else
            execution.RunToTheEnd();
        return Task.FromResult(new StartResult(StartOutcome.Created, id));
    }

    public Task<ExecutionDetails?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        ThrowIfAsked();
        return Task.FromResult(
            recorded.TryGetValue(id, out var execution) ? new ExecutionDetails(execution.Summary, execution.State) : null
        );
    }

    public Task<IReadOnlyList<ExecutionSummary>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken = default)
    {
        LastQuery = query;
        var found = recorded
            .Values.Select(execution => execution.Summary)
            .Where(s => query.Workflow is null || s.Workflow == query.Workflow)
            .Where(s => query.Statuses.Count == 0 || query.Statuses.Contains(s.Status))
            .Where(s => query.After is not { } after || s.StartedAt < after.StartedAt)
            .OrderByDescending(s => s.StartedAt);
        return Task.FromResult<IReadOnlyList<ExecutionSummary>>([.. found.Take(query.Limit)]);
    }

    public Task<IReadOnlyList<StepRecord>?> ReadStepsAsync(
        string id,
        int after = 0,
        int limit = int.MaxValue,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(recorded.TryGetValue(id, out var execution) ? StepHistory.Read(null, execution.Events) : null);

    public Task<IReadOnlyList<HistoryEvent>?> ReadHistoryAsync(
        string id,
        long after,
        int limit,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult<IReadOnlyList<HistoryEvent>?>(
            recorded.TryGetValue(id, out var execution) ? [.. execution.History.Where(e => e.Sequence > after).Take(limit)] : null
        );

    public async IAsyncEnumerable<HistoryEvent> FollowAsync(
        string id,
        long after,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var execution = recorded[id];
        while (true)
        {
            var isEnded = execution.State.Status.IsEnded();
            foreach (var entry in execution.History.Where(e => e.Sequence > after))
            {
                yield return entry;
                after = entry.Sequence;
            }
            if (isEnded)
                yield break;
            await execution.Changed.WaitAsync(cancellationToken);
        }
    }

    public Task<bool> WaitForEndAsync(string id, TimeSpan atMost, CancellationToken cancellationToken = default) =>
        Task.FromResult(recorded[id].State.Status.IsEnded());

    public Task<CancelOutcome> CancelAsync(string id, string? reason, bool compensate, CancellationToken cancellationToken = default)
    {
        ThrowIfAsked();
        if (!recorded.TryGetValue(id, out var execution))
            return Task.FromResult(CancelOutcome.NotFound);
        if (!execution.State.Status.IsEnded())
            execution.Add(new ExecutionCancelled(execution.At, reason));
        return Task.FromResult(execution.State.Status == ExecutionStatus.Cancelled ? CancelOutcome.Cancelled : CancelOutcome.AlreadyEnded);
    }

    /// <summary>Takes an event; one with the id "again" was sent before, and of the name "flood" there are too many.</summary>
    public Task<SendEventOutcome> SendEventAsync(string id, ExternalEvent sent, CancellationToken cancellationToken = default)
    {
        LastEvent = sent;
        return Task.FromResult(
            !recorded.TryGetValue(id, out var execution) ? SendEventOutcome.NotFound
            : execution.State.Status.IsEnded() ? SendEventOutcome.AlreadyEnded
            : sent.EventId == "again" ? SendEventOutcome.Repeated
            : sent.Name == "flood" ? SendEventOutcome.TooMany
            : SendEventOutcome.Accepted
        );
    }

    public Task<RedriveOutcome> RedriveAsync(string id, CancellationToken cancellationToken = default)
    {
        if (!recorded.TryGetValue(id, out var execution))
            return Task.FromResult(RedriveOutcome.NotFound);
        if (execution.State.Status != ExecutionStatus.Cancelled)
            return Task.FromResult(RedriveOutcome.NotRedrivable);
        execution.Add(new ExecutionRedriven(execution.At, execution.State.Run + 1, null));
        return Task.FromResult(RedriveOutcome.Redriven);
    }

    private void ThrowIfAsked()
    {
        if (NextFailure is not { } failure)
            return;
        NextFailure = null;
        throw failure;
    }

    /// <summary>Adds to a history.</summary>
    public void Add(string id, params IEnumerable<ExecutionEvent> happened)
    {
        foreach (var one in happened)
            recorded[id].Add(one);
    }

    private sealed class Recorded(StartRequest request, DateTimeOffset at)
    {
        private readonly HistoryReader reader = new();

        public StartRequest Request => request;

        public DateTimeOffset At => at;

        public List<ExecutionEvent> Events { get; } = [];

        public List<HistoryEvent> History { get; } = [];

        public SemaphoreSlim Changed { get; } = new(0);

        public ExecutionState State => Events.Aggregate(ExecutionState.NotStarted, Fold.Apply);

        public ExecutionSummary Summary =>
            new()
            {
                Id = State.Id,
                Incarnation = Guid.Empty,
                Workflow = State.Workflow,
                Version = State.Version,
                Status = State.Status,
                StartedAt = State.StartedAt,
                UpdatedAt = State.LastAt,
                EndedAt = State.EndedAt,
                Error = State.Error,
                Cause = State.Cause,
                Tags = State.Tags,
            };

        public void Add(ExecutionEvent happened)
        {
            Events.Add(happened);
            History.Add(reader.Read(happened));
            Changed.Release();
        }

        // Two steps, the first of them visited three times.
        public void RunToTheEnd()
        {
            for (var step = 1; step <= 3; step++)
            {
                Add(new StepLeft(at, step, JsonData.FromString(step.ToString(CultureInfo.InvariantCulture)), step < 3 ? "a/b" : "done"));
                Add(new StepEntered(at, step + 1, Scope.Top, step < 3 ? "a/b" : "done", step < 3 ? step + 1 : 1));
            }
            Add(new StepLeft(at, 4, null, null));
            Add(new ExecutionSucceeded(at));
        }
    }
}
