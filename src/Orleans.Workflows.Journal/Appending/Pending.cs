namespace Workflows.Journal.Appending;

/// <summary>A write on its way: what is to be written, and who waits for it.</summary>
/// <remarks>Continuations run elsewhere, so that the writer never runs a grain's code.</remarks>
/// <param name="request">What is to be written.</param>
/// <param name="queuedAt">When it was queued, as a time stamp of the time provider.</param>
internal sealed class Pending<TRequest, TResult>(TRequest request, long queuedAt)
    : TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int GivenUp = 2;

    private int stage;
    private CancellationTokenRegistration registration;
    private Func<Exception>? refusal;

    /// <summary>What is to be written.</summary>
    public TRequest Request { get; } = request;

    /// <summary>When it was queued, as a time stamp of the time provider.</summary>
    public long QueuedAt { get; } = queuedAt;

    /// <summary>How it ended; set by the store, told to the waiter once the transaction is durable.</summary>
    public TResult? Outcome { get; set; }

    /// <summary>Gives up when cancelled while still in the queue; a write under way is not disturbed.</summary>
    /// <param name="cancellationToken">The signal.</param>
    /// <param name="refusal">What the waiter gets then; null for a cancellation.</param>
    public void GiveUpOn(CancellationToken cancellationToken, Func<Exception>? refusal = null)
    {
        if (!cancellationToken.CanBeCanceled)
            return;
        this.refusal = refusal;
        registration = cancellationToken.UnsafeRegister(
            static (self, token) =>
            {
                var pending = (Pending<TRequest, TResult>)self!;
                if (Interlocked.CompareExchange(ref pending.stage, GivenUp, Waiting) != Waiting)
                    return;
                if (pending.refusal is { } refusal)
                    pending.TrySetException(refusal());
                else
                    pending.TrySetCanceled(token);
            },
            this
        );
    }

    /// <summary>Takes it out of the queue to be written; false when it has been given up.</summary>
    public bool TryTake()
    {
        if (Interlocked.CompareExchange(ref stage, Taken, Waiting) != Waiting)
            return false;
        registration.Unregister();
        return true;
    }
}
