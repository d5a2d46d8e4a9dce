using System.Collections.Concurrent;
using Workflows.Core.State;

namespace Workflows.Grains.Children;

/// <summary>
/// Remembers for a moment which executions were seen to have ended, so that a tree that is being cancelled, in which thousands of children are about to be started, does not ask the database for
/// each of them. Only for a moment: an execution may be redriven.
/// </summary>
internal sealed class EndedExecutions(TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, long> seen = new(StringComparer.Ordinal);

    /// <summary>Takes note of one that has ended.</summary>
    public void Add(string id)
    {
        if (seen.Count >= Most)
            seen.Clear();
        seen[id] = time.GetTimestamp();
    }

    /// <summary>Whether the execution itself, or one above it, was seen to have ended.</summary>
    public bool Covers(string id)
    {
        for (var next = id; next is not null; next = ChildIds.ParentOf(next))
        {
            if (seen.TryGetValue(next, out var at) && time.GetElapsedTime(at) < Memory)
                return true;
        }
        return false;
    }
}
