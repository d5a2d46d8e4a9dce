using Microsoft.Extensions.Logging;
using Workflows.Core.State;
using Workflows.Journal.Composition;
using Workflows.Journal.Queues;
using Workflows.Journal.Reading;
using Workflows.Journal.Retention;
using Workflows.Journal.Storage;

namespace Workflows.Journal.Appending;

/// <summary>The journal over any store: bounded queues in front of it, batches into it, repeats while it is away.</summary>
internal sealed class GroupCommitJournal : IJournal, IJournalRetention, IAsyncDisposable
{
    private const int ReadAttempts = 4;
    private const int TakingsPerBatch = 64;
    private const string NoExecution = "probe";

    private static readonly TimeSpan PatienceAtStop = TimeSpan.FromSeconds(3);

    private readonly IJournalStore store;
    private readonly JournalOptions options;
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly SemaphoreSlim places;
    private readonly Lane<Append, AppendOutcome>[] appends;
    private readonly Lane<OwnerChange, bool> owners;
    private readonly Lane<LeaseRenewal, bool> leases;
    private readonly Lane<Taking, IReadOnlyList<TakenTask>> takings;
    private readonly Lane<TaskLease, bool> taskLeases;
    private readonly Lane<IReadOnlyCollection<ExpiredExecution>, int> deletions;
    private readonly Lane<string, bool> probes;
    private readonly Availability availability;
    private readonly DatabaseCheck check;
    private readonly Func<Exception> refuseStart;
    private readonly CancellationTokenSource abandoned;
    private Task running = Task.CompletedTask;
    private int disposed;

    public GroupCommitJournal(
        IJournalStore store,
        JournalOptions options,
        TimeProvider time,
        Random random,
        ILogger<GroupCommitJournal> logger
    )
    {
        this.store = store;
        this.options = options;
        this.time = time;
        this.random = random;
        places = new SemaphoreSlim(options.QueueCapacity);
        abandoned = new CancellationTokenSource();
        availability = new Availability(store, time, logger);
        check = new DatabaseCheck(availability, () => QueueAsync(probes!, NoExecution, CancellationToken.None), time);
        refuseStart = () => new JournalOverloadedException(RetryAfter);
        appends =
        [
            .. Enumerable
                .Range(0, store.Lanes)
                .Select(lane =>
                    CreateLane<Append, AppendOutcome>(
                        options.BatchSize,
                        (batch, cancellationToken) => AppendAsync(lane, batch, cancellationToken),
                        append => append.Summary is null && append.Queue.Count == 0 ? null : append.ExecutionId,
                        append => append.Events.Length
                    )
                ),
        ];
        owners = CreateLane<OwnerChange, bool>(options.BatchSize, store.ChangeOwnersAsync, change => change.ExecutionId);
        leases = CreateLane<LeaseRenewal, bool>(1, RenewAsync, _ => null);
        takings = CreateLane<Taking, IReadOnlyList<TakenTask>>(TakingsPerBatch, store.TakeTasksAsync, _ => null);
        taskLeases = CreateLane<TaskLease, bool>(
            options.BatchSize,
            store.ExtendLeasesAsync,
            lease => $"{lease.Incarnation}:{lease.Step}:{lease.Attempt}"
        );
        deletions = CreateLane<IReadOnlyCollection<ExpiredExecution>, int>(1, DeleteAsync, _ => null);
        probes = CreateLane<string, bool>(1, ProbeAsync, _ => null);

        Lane<TRequest, TResult> CreateLane<TRequest, TResult>(
            int size,
            BatchWrite<TRequest, TResult> write,
            Func<TRequest, string?> keyOf,
            Func<TRequest, int>? bytesOf = null
        ) => new(size, write, keyOf, bytesOf ?? (static _ => 0), store.Classify, places, availability, time, random, logger);
    }

    /// <summary>Told the queue of every offer of this process, once it is durable. Must not block.</summary>
    public Action<string> QueueOffered { get; set; } = static _ => { };

    public JournalLoad Load
    {
        get
        {
            long? oldest = null;
            foreach (var lane in appends)
            {
                if (lane.Oldest is { } stamp && (oldest is null || stamp < oldest))
                    oldest = stamp;
            }
            var age = oldest is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero;
            return new JournalLoad(options.QueueCapacity - places.CurrentCount, options.QueueCapacity, age);
        }
    }

    public JournalOutage? Outage => availability.Outage;

    public CancellationToken OutageLasts => availability.Lost;

    private TimeSpan RetryAfter => Outage?.RetryAfter ?? Load.RetryAfter;

    /// <summary>Makes the database ready and begins to write.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.OpenAsync(cancellationToken);
        availability.Start(IsWaiting);
        running = Task.WhenAll([
            .. appends.Select(lane =>
                Task.Factory.StartNew(
                        () => lane.RunAsync(abandoned.Token),
                        CancellationToken.None,
                        TaskCreationOptions.DenyChildAttach,
                        store.LaneScheduler
                    )
                    .Unwrap()
            ),
            Task.Run(() => owners.RunAsync(abandoned.Token), CancellationToken.None),
            Task.Run(() => leases.RunAsync(abandoned.Token), CancellationToken.None),
            Task.Run(() => takings.RunAsync(abandoned.Token), CancellationToken.None),
            Task.Run(() => taskLeases.RunAsync(abandoned.Token), CancellationToken.None),
            Task.Run(() => deletions.RunAsync(abandoned.Token), CancellationToken.None),
            Task.Run(() => probes.RunAsync(abandoned.Token), CancellationToken.None),
        ]);
    }

    public Task<AppendOutcome> AppendAsync(Append append, CancellationToken cancellationToken)
    {
        var lane = appends.Length == 1 ? appends[0] : appends[(uint)append.Incarnation.GetHashCode() % (uint)appends.Length];
        // Somebody waits for the end of an execution that has a parent: it is part of what was taken already.
        if (append.Summary is not SummaryWrite.Start { Summary.ParentId: null })
            return QueueAsync(lane, append, cancellationToken);
        if (Outage is not null || Load.RefusesStarts)
            return Task.FromException<AppendOutcome>(refuseStart());
        // A start that waits when an outage begins is refused while it is certain that it has not been written.
        return cancellationToken.CanBeCanceled
            ? QueueAsync(lane, append, cancellationToken)
            : QueueAsync(lane, append, refuseStart, OutageLasts);
    }

    public Task<JournalOutage?> CheckAsync(CancellationToken cancellationToken) => check.RunAsync(cancellationToken);

    public Task<bool> ChangeOwnerAsync(OwnerChange change, CancellationToken cancellationToken) =>
        QueueAsync(owners, change, cancellationToken);

    public Task RenewLeasesAsync(
        string owner,
        IReadOnlyCollection<string> executionIds,
        DateTimeOffset wakeAt,
        CancellationToken cancellationToken
    ) =>
        executionIds.Count == 0 ? Task.CompletedTask : QueueAsync(leases, new LeaseRenewal(owner, executionIds, wakeAt), cancellationToken);

    /// <summary>Takes tasks of a queue for a worker.</summary>
    /// <param name="now">Leases that end by then are over; new ones begin then.</param>
    public Task<IReadOnlyList<TakenTask>> TakeTasksAsync(
        string queue,
        string worker,
        int max,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var taking = new Taking(Guid.CreateVersion7(now), StorableText.Of(queue)!, StorableText.Of(worker)!, max, now);
        return QueueAsync(takings, taking, cancellationToken);
    }

    /// <inheritdoc cref="ITaskQueues.ExtendLeaseAsync"/>
    public Task<bool> ExtendLeaseAsync(TaskLease lease, CancellationToken cancellationToken) =>
        QueueAsync(taskLeases, lease, cancellationToken);

    public Task<ExecutionSummary?> ReadSummaryAsync(string executionId, CancellationToken cancellationToken) =>
        ReadAsync(token => store.ReadSummaryAsync(executionId, token), cancellationToken);

    public Task<int> CountDescendantsAsync(string root, int most, CancellationToken cancellationToken) =>
        ReadAsync(token => store.CountDescendantsAsync(root, most, token), cancellationToken);

    public Task<IReadOnlyList<EventRow>> ReadEventsAsync(Guid incarnation, long afterSequence, CancellationToken cancellationToken) =>
        ReadAsync(token => store.ReadEventsAsync(incarnation, afterSequence, token), cancellationToken);

    public Task<IReadOnlyList<ExecutionSummary>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken) =>
        ReadAsync(token => store.ListAsync(query, token), cancellationToken);

    public Task<IReadOnlyList<DueExecution>> ReadDueAsync(
        int shard,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellationToken
    ) => ReadAsync(token => store.ReadDueAsync(shard, until, limit, token), cancellationToken);

    public Task<IReadOnlyList<DueExecution>> ReadOverdueAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        ReadAsync(token => store.ReadOverdueAsync(before, limit, token), cancellationToken);

    public Task<IReadOnlyList<DueExecution>> ReadOrphansAsync(
        IReadOnlyCollection<string> livingOwners,
        int limit,
        CancellationToken cancellationToken
    ) => ReadAsync(token => store.ReadOrphansAsync(livingOwners, limit, token), cancellationToken);

    public Task<IReadOnlyList<ExpiredExecution>> ReadExpiredAsync(
        ExecutionStatus status,
        DateTimeOffset endedBefore,
        int limit,
        CancellationToken cancellationToken
    ) => ReadAsync(token => store.ReadExpiredAsync(status, endedBefore, limit, token), cancellationToken);

    public Task<int> DeleteAsync(IReadOnlyCollection<ExpiredExecution> executions, CancellationToken cancellationToken) =>
        executions.Count == 0 ? Task.FromResult(0) : QueueAsync(deletions, executions, cancellationToken);

    /// <summary>
    /// The process is about to stop: in an outage that lasts what is queued fails, so that those who wait for it can end. None of it was acknowledged, and the next start goes
    /// on without it as after a crash.
    /// </summary>
    public void BeginToStop() => OutageLasts.UnsafeRegister(static self => _ = ((GroupCommitJournal)self!).GiveUpAsync(), this);

    /// <summary>Takes no more writes, writes all that is queued (for as long as the options allow) and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        foreach (var lane in appends)
            lane.Complete();
        owners.Complete();
        leases.Complete();
        takings.Complete();
        taskLeases.Complete();
        deletions.Complete();
        probes.Complete();
        using var deadline = new CancellationTokenSource(options.DrainTimeout, time);
        await using (deadline.Token.Register(abandoned.Cancel))
            await running;
        await store.DisposeAsync();
        availability.Dispose();
        abandoned.Dispose();
    }

    private async Task GiveUpAsync()
    {
        await Task.Delay(PatienceAtStop, time);
        if (OutageLasts.IsCancellationRequested && Volatile.Read(ref disposed) == 0)
            await abandoned.CancelAsync();
    }

    private bool IsWaiting() =>
        appends.Any(static lane => lane.Oldest is not null)
        || owners.Oldest is not null
        || leases.Oldest is not null
        || takings.Oldest is not null
        || taskLeases.Oldest is not null
        || deletions.Oldest is not null
        || probes.Oldest is not null;

    private Task<TResult> QueueAsync<TRequest, TResult>(
        Lane<TRequest, TResult> lane,
        TRequest request,
        CancellationToken cancellationToken
    ) => QueueAsync(lane, request, refusal: null, cancellationToken);

    /// <param name="refusal">What the caller gets when it is cancelled in the queue; null for a cancellation.</param>
    private Task<TResult> QueueAsync<TRequest, TResult>(
        Lane<TRequest, TResult> lane,
        TRequest request,
        Func<Exception>? refusal,
        CancellationToken cancellationToken
    )
    {
        var place = places.WaitAsync(cancellationToken);
        return place.IsCompletedSuccessfully
            ? Queue(lane, request, refusal, cancellationToken)
            : WaitAndQueueAsync(place, lane, request, refusal, cancellationToken);
    }

    private async Task<TResult> WaitAndQueueAsync<TRequest, TResult>(
        Task place,
        Lane<TRequest, TResult> lane,
        TRequest request,
        Func<Exception>? refusal,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await place;
        }
        catch (OperationCanceledException) when (refusal is not null)
        {
            throw refusal();
        }
        return await Queue(lane, request, refusal, cancellationToken);
    }

    private Task<TResult> Queue<TRequest, TResult>(
        Lane<TRequest, TResult> lane,
        TRequest request,
        Func<Exception>? refusal,
        CancellationToken cancellationToken
    )
    {
        var pending = new Pending<TRequest, TResult>(request, time.GetTimestamp());
        pending.GiveUpOn(cancellationToken, refusal);
        if (!lane.TryQueue(pending))
        {
            places.Release();
            pending.TrySetException(new JournalStoppedException());
        }
        return pending.Task;
    }

    private async Task AppendAsync(int lane, Memory<Pending<Append, AppendOutcome>> batch, CancellationToken cancellationToken)
    {
        await store.AppendAsync(lane, batch, cancellationToken);
        JournalMetrics.Committed(batch.Span);
        foreach (var pending in batch.Span)
        {
            if (pending.Request.Queue.Count > 0 && pending.Outcome == AppendOutcome.Appended)
                TellOffers(pending.Request.Queue);
        }
    }

    private void TellOffers(IReadOnlyList<QueueChange> changes)
    {
        foreach (var change in changes)
        {
            if (change is QueueChange.Offer offer)
                QueueOffered(offer.Queue);
        }
    }

    private async Task RenewAsync(Memory<Pending<LeaseRenewal, bool>> batch, CancellationToken cancellationToken)
    {
        await store.RenewLeasesAsync(batch.Span[0].Request, cancellationToken);
        batch.Span[0].Outcome = true;
    }

    private async Task DeleteAsync(
        Memory<Pending<IReadOnlyCollection<ExpiredExecution>, int>> batch,
        CancellationToken cancellationToken
    ) => batch.Span[0].Outcome = await store.DeleteAsync(batch.Span[0].Request, cancellationToken);

    /// <summary>Writes something durable and reads something: both have to work.</summary>
    private async Task ProbeAsync(Memory<Pending<string, bool>> batch, CancellationToken cancellationToken)
    {
        await store.ProbeAsync(cancellationToken);
        await store.ReadSummaryAsync(batch.Span[0].Request, cancellationToken);
        availability.Read();
        batch.Span[0].Outcome = true;
    }

    /// <summary>Repeats a read a few times: after an outage each pooled connection fails once before it is opened anew.</summary>
    private async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var pause = new RetryPause(TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1), random);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var result = await read(cancellationToken);
                availability.Read();
                return result;
            }
            catch (Exception exception) when (attempt < ReadAttempts && MayPass(exception) && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(pause.Next(), time, cancellationToken);
            }
        }
    }

    private bool MayPass(Exception exception)
    {
        var fault = store.Classify(exception);
        if (fault.Kind == FaultKind.Damage)
            availability.Damaged(fault, exception);
        // Where nothing answers, more of the same would only stand in line.
        return fault.Kind is FaultKind.Contention or FaultKind.Outage && Outage is not { StopsReads: true };
    }
}
