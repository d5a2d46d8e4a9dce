using System.Collections.Concurrent;
using System.Net;
using Workflows.Chaos.Tests.Processes;

namespace Workflows.Chaos.Tests.Crash;

/// <summary>Clients that start executions under ids of their own, and ask again until the start is acknowledged.</summary>
internal sealed class StartLoad(Host host, int seed)
{
    private readonly ConcurrentQueue<string> acknowledged = new();

    /// <summary>The ids whose start was acknowledged.</summary>
    public IReadOnlyList<string> Acknowledged => [.. acknowledged];

    /// <summary>Starts executions from several clients at once, with random pauses between them.</summary>
    public Task RunAsync(int count, int clients, TimeSpan longestPause, CancellationToken cancellationToken) =>
        Task.WhenAll(
            Enumerable.Range(0, clients).Select(client => RunClientAsync(client, count / clients, longestPause, cancellationToken))
        );

    private async Task RunClientAsync(int client, int count, TimeSpan longestPause, CancellationToken cancellationToken)
    {
        var random = new Random(seed + client);
        for (var number = 0; number < count; number++)
        {
            var id = $"crash-{client}-{number}";
            while (!await TryStartAsync(id, cancellationToken))
                await Task.Delay(100, cancellationToken);
            acknowledged.Enqueue(id);
            await Task.Delay(random.NextDouble() * longestPause, cancellationToken);
        }
    }

    /// <summary>False: not known whether it has started. The same id makes another try harmless.</summary>
    private async Task<bool> TryStartAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await host.Client.PostAsync($"/executions/{id}", content: null, cancellationToken);
            return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
