using Microsoft.Extensions.DependencyInjection;
using Workflows.Journal;
using Workflows.Journal.Appending;
using Workflows.Journal.Reading;

namespace Workflows.Grains.Tests.Support;

/// <summary>A journal in front of the real one, in which a test can make appends fail.</summary>
internal sealed class FaultyJournal(IJournal inner) : IJournal
{
    /// <summary>Asked before each append; what it throws is what the caller gets.</summary>
    public Func<Append, Task> BeforeAppend { get; set; } = _ => Task.CompletedTask;

    /// <summary>Every append that was made, with or without success.</summary>
    public List<Append> Appends { get; } = [];

    /// <summary>How often events were read.</summary>
    public int Reads { get; private set; }

    public JournalLoad Load => inner.Load;

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
