using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Workflows.Journal.Storage;

namespace Workflows.Journal.Appending;

/// <summary>Writes a batch; sets the outcome of each of its writes.</summary>
internal delegate Task BatchWrite<TRequest, TResult>(Memory<Pending<TRequest, TResult>> batch, CancellationToken cancellationToken);

/// <summary>
/// A queue and the one who empties it: a batch is whatever queued up while the previous one was being written. There is no delay to gather
/// more,
/// and no polling.
/// </summary>
internal sealed partial class Lane<TRequest, TResult>
{
    private static readonly TimeSpan FirstContentionPause = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan FirstOutagePause = TimeSpan.FromMilliseconds(50);

    // A transaction holds up every other one behind it.
    private const long EnoughBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Channel<Pending<TRequest, TResult>> queue = Channel.CreateUnbounded<Pending<TRequest, TResult>>();
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private Pending<TRequest, TResult>[] batch;
    private readonly BatchWrite<TRequest, TResult> write;
    private readonly Func<TRequest, string?> keyOf;
    private readonly Func<TRequest, int> bytesOf;
    private readonly Func<Exception, Fault> classify;
    private readonly SemaphoreSlim places;
    private readonly Availability availability;
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly ILogger logger;
    private Pending<TRequest, TResult>? carried;
    private long oldest;

    /// <param name="batchSize">How many writes a batch has at the most.</param>
    /// <param name="write">Writes a batch in one transaction.</param>
    /// <param name="keyOf">Writes of the same key are never in one batch; null: no matter.</param>
    /// <param name="bytesOf">What a write weighs: a batch that weighs <see cref="EnoughBytes"/> takes no more.</param>
    /// <param name="classify">What an exception of <paramref name="write"/> means.</param>
    /// <param name="places">Given back when a write is done.</param>
    /// <param name="availability">Learns what became of each batch.</param>
    public Lane(
        int batchSize,
        BatchWrite<TRequest, TResult> write,
        Func<TRequest, string?> keyOf,
        Func<TRequest, int> bytesOf,
        Func<Exception, Fault> classify,
        SemaphoreSlim places,
        Availability availability,
        TimeProvider time,
        Random random,
        ILogger logger
    )
    {
        batch = new Pending<TRequest, TResult>[batchSize];
        this.write = write;
        this.keyOf = keyOf;
        this.bytesOf = bytesOf;
        this.classify = classify;
        this.places = places;
        this.availability = availability;
        this.time = time;
        this.random = random;
        this.logger = logger;
    }

    /// <summary>When the oldest write that is not done was queued, as a time stamp; null when there is none.</summary>
    public long? Oldest =>
        Interlocked.Read(ref oldest) is var stamp and not 0 ? stamp
        : queue.Reader.TryPeek(out var head) ? head.QueuedAt
        : null;

    /// <summary>Queues a write; false once <see cref="Complete"/> has been called.</summary>
    public bool TryQueue(Pending<TRequest, TResult> pending) => queue.Writer.TryWrite(pending);

    /// <summary>Takes no more; <see cref="RunAsync"/> ends when all that is queued has been written.</summary>
    public void Complete() => queue.Writer.TryComplete();

    /// <summary>Writes batch after batch until completed and empty, or cancelled; those who still wait then get an exception.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            for (var count = Gather(); count > 0; count = Gather())
            {
                Interlocked.Exchange(ref oldest, batch[0].QueuedAt);
                await WriteAsync(batch.AsMemory(0, count), cancellationToken);
                Interlocked.Exchange(ref oldest, 0);
                // A write that was given up may still look at its batch.
                if (cancellationToken.IsCancellationRequested)
                    batch = new Pending<TRequest, TResult>[batch.Length];
                else
                    Array.Clear(batch, 0, count);
                places.Release(count);
            }
        }
    }

    private int Gather()
    {
        var (count, bytes) = (0, 0L);
        keys.Clear();
        while (count < batch.Length && bytes < EnoughBytes && TryNext(out var pending))
        {
            if (keyOf(pending.Request) is { } key && !keys.Add(key))
            {
                carried = pending;
                break;
            }
            batch[count++] = pending;
            bytes += bytesOf(pending.Request);
        }
        return count;
    }

    private bool TryNext([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Pending<TRequest, TResult>? pending)
    {
        if ((pending = carried) is not null)
        {
            carried = null;
            return true;
        }
        while (queue.Reader.TryRead(out pending))
        {
            if (pending.TryTake())
                return true;
            places.Release();
        }
        return false;
    }

    private async Task WriteAsync(Memory<Pending<TRequest, TResult>> part, CancellationToken cancellationToken)
    {
        if (await TryWriteAsync(part, cancellationToken) is not { } refusal)
            return;
        if (part.Length == 1)
        {
            LogRefused(refusal);
            part.Span[0].TrySetException(refusal);
            return;
        }
        var half = part.Length / 2;
        await WriteAsync(part[..half], cancellationToken);
        await WriteAsync(part[half..], cancellationToken);
    }

    /// <summary>Writes and answers; repeats for as long as it takes. What it returns is a refusal of something in the batch.</summary>
    private async Task<Exception?> TryWriteAsync(Memory<Pending<TRequest, TResult>> part, CancellationToken cancellationToken)
    {
        var contention = new RetryPause(FirstContentionPause, LongestPause, random);
        var absence = new RetryPause(FirstOutagePause, LongestPause, random);
        var away = false;
        try
        {
            while (true)
            {
                TimeSpan pause;
                try
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await write(part, cancellationToken);
                    availability.Written();
                    foreach (var pending in part.Span)
                        pending.TrySetResult(pending.Outcome!);
                    return null;
                }
                catch (Exception exception) when (cancellationToken.IsCancellationRequested)
                {
                    foreach (var pending in part.Span)
                        pending.TrySetException(new JournalStoppedException(exception));
                    return null;
                }
                catch (Exception exception)
                {
                    var fault = classify(exception);
                    if (fault.Kind == FaultKind.Refusal)
                        return exception;
                    if (fault.Kind is FaultKind.Outage or FaultKind.Damage)
                    {
                        availability.Failed(fault, isFirst: !away, exception);
                        away = true;
                    }
                    else
                    {
                        availability.Contended(fault);
                    }
                    pause = fault.Kind == FaultKind.Contention ? contention.Next() : absence.Next();
                }
                await Task.Delay(pause, time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
        finally
        {
            if (away)
                availability.Recovered();
        }
    }
}
