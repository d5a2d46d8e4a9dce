using Orleans.Concurrency;

namespace Workflows.Grains.Tasks.Queues;

/// <summary>
/// Who has polled which queue last: one grain for the whole cluster, so that a queue nobody polls can be told from one that is empty. It is kept in memory only; after a loss it is complete again
/// within seconds.
/// </summary>
[Alias("workflows.pollers")]
internal interface IPollersGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string OnlyKey = "all";

    /// <summary>A worker has polled a queue.</summary>
    [OneWay]
    [Alias("report")]
    Task ReportAsync(string queue, LastPoll poll);

    /// <summary>The last poll of each queue, by its name.</summary>
    [Alias("read")]
    Task<Dictionary<string, LastPoll>> ReadAsync();
}

/// <summary>The last poll of a queue.</summary>
/// <param name="Worker">Who asked.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("workflows.last-poll")]
internal sealed record LastPoll([property: Id(0)] string Worker, [property: Id(1)] DateTimeOffset At);
