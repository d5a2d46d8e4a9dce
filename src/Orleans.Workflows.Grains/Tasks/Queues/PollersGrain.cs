namespace Workflows.Grains.Tasks.Queues;

/// <inheritdoc cref="IPollersGrain"/>
[KeepAlive]
[GrainType("workflow-pollers")]
internal sealed class PollersGrain : Grain, IPollersGrain
{
    /// <summary>Names of queues come from outside: of more than so many the one that was polled longest ago is forgotten.</summary>
    private const int Most = 10_000;

    private readonly Dictionary<string, LastPoll> polls = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task ReportAsync(string queue, LastPoll poll)
    {
        if (!polls.TryGetValue(queue, out var known) || known.At < poll.At)
            polls[queue] = poll;
        if (polls.Count > Most)
            polls.Remove(polls.MinBy(entry => entry.Value.At).Key);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Dictionary<string, LastPoll>> ReadAsync() =>
        Task.FromResult(new Dictionary<string, LastPoll>(polls, StringComparer.Ordinal));
}
