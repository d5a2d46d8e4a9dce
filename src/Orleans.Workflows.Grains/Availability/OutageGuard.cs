using Workflows.Grains.Contracts;
using Workflows.Journal;

namespace Workflows.Grains.Availability;

/// <summary>
/// Keeps callers from waiting for a database that is away. What was accepted waits as long as it takes; a client is answered within seconds, so that it
/// can try elsewhere or later.
/// </summary>
internal sealed class OutageGuard(IJournal journal, TimeProvider time)
{
    /// <summary>How long a read may take while the database does not take writes: on a full disk reads still work.</summary>
    private static readonly TimeSpan ReadPatience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ShortestRetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Signalled when an outage has lasted so long that nobody should be kept waiting.</summary>
    public CancellationToken OutageLasts => journal.OutageLasts;

    /// <summary>Lets a call in that writes.</summary>
    /// <exception cref="StorageUnavailableException">The database is away; the call is not made.</exception>
    public void Enter()
    {
        if (journal.Outage is { } outage)
            throw new StorageUnavailableException(outage.Reason, outage.RetryAfter, isOutcomeKnown: true);
    }

    /// <summary>The answer of a call that writes.</summary>
    /// <exception cref="StorageUnavailableException">The database went away meanwhile; what becomes of the call is not known.</exception>
    public async Task<T> WrittenAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        var outageLasts = journal.OutageLasts;
        try
        {
            return await call.WaitAsync(outageLasts);
        }
        catch (OperationCanceledException) when (outageLasts.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Unavailable();
        }
    }

    /// <summary>The answer of a call that only reads.</summary>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    public async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (journal.Outage is { StopsReads: true })
            throw Unavailable();
        var outageLasts = journal.OutageLasts;
        var call = read(cancellationToken);
        try
        {
            return await call.WaitAsync(outageLasts);
        }
        catch (OperationCanceledException) when (outageLasts.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return await ReadInOutageAsync(call, cancellationToken);
        }
    }

    private async Task<T> ReadInOutageAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call.WaitAsync(journal.Outage is { StopsReads: true } ? TimeSpan.Zero : ReadPatience, time, cancellationToken);
        }
        catch (TimeoutException) when (!call.IsCompleted)
        {
            throw Unavailable();
        }
    }

    // The outage may have ended a moment ago.
    private StorageUnavailableException Unavailable() =>
        journal.Outage is { } outage
            ? new(outage.Reason, outage.RetryAfter, isOutcomeKnown: false)
            : new("The database did not answer in time.", ShortestRetryAfter, isOutcomeKnown: false);
}
