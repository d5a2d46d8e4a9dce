using System.Collections.Concurrent;
using Workflows.Grains.Timers;

namespace Workflows.Grains.Executions;

/// <summary>The executions that this silo owns: those whose leases it renews.</summary>
internal sealed class LiveExecutions(TimeProvider time, LocalSilo silo)
{
    private readonly ConcurrentDictionary<string, long> ownedSince = new(StringComparer.Ordinal);
    private int count;

    /// <summary>The owner that this silo writes into summaries: its address with its generation, so that a restarted silo is another one.</summary>
    public string Owner => silo.Owner;

    /// <summary>How many there are. Asked at every start: counted here, because the dictionary would take all its locks.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>An activation owns the execution from now on.</summary>
    public void Add(string id)
    {
        if (ownedSince.TryAdd(id, time.GetTimestamp()))
            Interlocked.Increment(ref count);
        else
            ownedSince[id] = time.GetTimestamp();
    }

    /// <summary>No activation owns it any more.</summary>
    public void Remove(string id)
    {
        if (ownedSince.TryRemove(id, out _))
            Interlocked.Decrement(ref count);
    }

    /// <summary>Those that have been owned for some time; a lease that was only just taken needs no renewal.</summary>
    public List<string> OwnedForAtLeast(TimeSpan age)
    {
        var ids = new List<string>();
        foreach (var (id, since) in ownedSince)
        {
            if (time.GetElapsedTime(since) >= age)
                ids.Add(id);
        }
        return ids;
    }
}
