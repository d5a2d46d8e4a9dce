using System.Collections.Concurrent;
using Workflows.Grains.Contracts;

namespace Workflows.Grains.Tasks.Queues;

/// <summary>Reports the polls of this silo to the cluster: one of each queue in five seconds, however many workers poll.</summary>
internal sealed class PollReports(IGrainFactory grains, TimeProvider time)
{
    private const int Most = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> reported = new(StringComparer.Ordinal);

    /// <summary>A worker polls a queue.</summary>
    public void Report(string queue, string worker)
    {
        var now = time.GetUtcNow();
        if (reported.TryGetValue(queue, out var last) && now - last < Pause)
            return;

        if (reported.Count >= Most)
            reported.Clear();
        reported[queue] = now;
        // A one-way call: nobody waits for it, and what is lost is reported again.
        _ = grains.ByKey<IPollersGrain>(IPollersGrain.OnlyKey).ReportAsync(queue, new LastPoll(worker, now));
    }

    /// <summary>The last poll of each queue, by its name.</summary>
    public Task<Dictionary<string, LastPoll>> ReadAsync() => grains.ByKey<IPollersGrain>(IPollersGrain.OnlyKey).ReadAsync();
}
