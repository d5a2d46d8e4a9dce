using System.Collections.Concurrent;
using Workflows.Core.State;
using Workflows.Grains.Timers;

namespace Workflows.Grains.Executions;

/// <summary>The executions that this silo owns: those whose leases it renews.</summary>
internal sealed class LiveExecutions(TimeProvider time, LocalSilo silo)
{
    private readonly ConcurrentDictionary<string, long> ownedSince = new(StringComparer.Ordinal);
    private int count;
    private int children;

    /// <summary>The owner that this silo writes into summaries: its address with its generation, so that a restarted silo is another one.</summary>
    public string Owner => silo.Owner;

    /// <summary>How many there are. Asked at every start: counted here, because the dictionary would take all its locks.</summary>
    public int Total => Volatile.Read(ref count);

    /// <summary>How many of them were started by other executions.</summary>
    public int Children => Volatile.Read(ref children);

    /// <summary>An activation owns the execution from now on.</summary>
    public void Add(string id)
    {
        if (ownedSince.TryAdd(id, time.GetTimestamp()))
            Count(id, 1);
        else
            ownedSince[id] = time.GetTimestamp();
    }

    /// <summary>No activation owns it any more.</summary>
    public void Remove(string id)
    {
        if (ownedSince.TryRemove(id, out _))
            Count(id, -1);
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

    private void Count(string id, int difference)
    {
        Interlocked.Add(ref count, difference);
        if (ChildIds.IsChild(id))
            Interlocked.Add(ref children, difference);
    }
}
