using Microsoft.Extensions.DependencyInjection;
using Workflows.Journal;
using Workflows.Journal.Appending;
using Workflows.Journal.Reading;

namespace Workflows.Grains.Tests.Support;

/// <summary>A journal in front of the real one, in which a test can make appends fail, or the database go away.</summary>
internal sealed class FaultyJournal(IJournal inner) : IJournal
{
    private CancellationTokenSource outageLasts = new();

    /// <summary>Asked before each append; what it throws is what the caller gets.</summary>
    public Func<Append, Task> BeforeAppend { get; set; } = _ => Task.CompletedTask;

    /// <summary>Every append that was made, with or without success.</summary>
    public List<Append> Appends { get; } = [];

    /// <summary>How often events were read.</summary>
    public int Reads { get; private set; }

    public JournalLoad Load => inner.Load;

    public JournalOutage? Outage { get; private set; }

    public CancellationToken OutageLasts => outageLasts.Token;

    /// <summary>From now on the database takes no writes, as far as the engine can see.</summary>
    public void BeginOutage(string reason, bool stopsReads = false) =>
        Outage = new JournalOutage(reason, TimeSpan.FromSeconds(4), stopsReads);

    /// <summary>The outage has lasted for so long that nobody should be kept waiting.</summary>
    public Task LetOutageLastAsync() => outageLasts.CancelAsync();

    /// <summary>The database takes writes again.</summary>
    public void EndOutage()
    {
        Outage = null;
        outageLasts = new CancellationTokenSource();
    }

    public Task<JournalOutage?> CheckAsync(CancellationToken cancellationToken) =>
        Outage is null ? inner.CheckAsync(cancellationToken) : Task.FromResult<JournalOutage?>(Outage);

    /// <summary>Puts it before the journal of a host.</summary>
    public static void Add(IServiceCollection services)
    {
        var real = services.Last(service => service.ServiceType == typeof(IJournal));
        services.Remove(real);
        services.AddSingleton(provider => new FaultyJournal((IJournal)real.ImplementationFactory!(provider)));
        services.AddSingleton<IJournal>(provider => provider.GetRequiredService<FaultyJournal>());
    }

    public async Task<AppendOutcome> AppendAsync(Append append, CancellationToken cancellationToken)
    {
        lock (Appends)
            Appends.Add(append);
        await BeforeAppend(append);
        return await inner.AppendAsync(append, cancellationToken);
    }

    public Task<bool> ChangeOwnerAsync(OwnerChange change, CancellationToken cancellationToken) =>
        inner.ChangeOwnerAsync(change, cancellationToken);

    public Task RenewLeasesAsync(
        string owner,
        IReadOnlyCollection<string> executionIds,
        DateTimeOffset wakeAt,
        CancellationToken cancellationToken
    ) => inner.RenewLeasesAsync(owner, executionIds, wakeAt, cancellationToken);

    public Task<int> CountDescendantsAsync(string root, int most, CancellationToken cancellationToken) =>
        inner.CountDescendantsAsync(root, most, cancellationToken);

    public Task<ExecutionSummary?> ReadSummaryAsync(string executionId, CancellationToken cancellationToken) =>
        inner.ReadSummaryAsync(executionId, cancellationToken);

    public Task<IReadOnlyList<EventRow>> ReadEventsAsync(Guid incarnation, long afterSequence, CancellationToken cancellationToken)
    {
        Reads++;
        return inner.ReadEventsAsync(incarnation, afterSequence, cancellationToken);
    }

    public Task<IReadOnlyList<ExecutionSummary>> ListAsync(ExecutionQuery query, CancellationToken cancellationToken) =>
        inner.ListAsync(query, cancellationToken);

    public Task<IReadOnlyList<DueExecution>> ReadDueAsync(
        int shard,
        DateTimeOffset until,
        int limit,
        CancellationToken cancellationToken
    ) => inner.ReadDueAsync(shard, until, limit, cancellationToken);

    public Task<IReadOnlyList<DueExecution>> ReadOverdueAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        inner.ReadOverdueAsync(before, limit, cancellationToken);

    public Task<IReadOnlyList<DueExecution>> ReadOrphansAsync(
        IReadOnlyCollection<string> livingOwners,
        int limit,
        CancellationToken cancellationToken
    ) => inner.ReadOrphansAsync(livingOwners, limit, cancellationToken);
}
