using System.Text;

namespace Workflows.Journal;

/// <summary>Executions are spread over a fixed number of timer shards by the hash of their id.</summary>
public static class Shards
{
    /// <summary>How many there are. Persisted in every summary: it cannot change without a migration.</summary>
    public const int Count = 16;

    /// <summary>The shard of an execution: FNV-1a of the id's UTF-8.</summary>
    public static int Of(string executionId)
    {
        var hash = 2166136261u;
        foreach (var value in Encoding.UTF8.GetBytes(executionId))
            hash = (hash ^ value) * 16777619u;
        return (int)(hash % Count);
    }
}
