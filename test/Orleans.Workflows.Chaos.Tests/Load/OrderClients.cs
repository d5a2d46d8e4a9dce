using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Workflows.Testing.Repository;

namespace Workflows.Chaos.Tests.Load;

/// <summary>Clients that start orders, and come again after the time that a refusal names.</summary>
internal sealed class OrderClients(HttpClient client)
{
    private readonly string body =
        $$"""{"workflow":"{{OrderServer.Workflow}}","input":{{WorkingTree.Read("examples/inputs/1-success.json")}}}""";
    private int refused;

    /// <summary>How many starts were refused with 503.</summary>
    public int Refused => Volatile.Read(ref refused);

    /// <summary>Starts orders.</summary>
    /// <returns>The ids of the accepted executions.</returns>
    public async Task<IReadOnlyCollection<string>> StartAsync(int orders, int clients)
    {
        var ids = new ConcurrentBag<string>();
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => RunClientAsync()));
        return ids;

        async Task RunClientAsync()
        {
            while (Interlocked.Increment(ref next) <= orders)
                ids.Add(await StartOneAsync());
        }
    }

    private async Task<string> StartOneAsync()
    {
        while (true)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync("/workflow-executions", content);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                Assert.True(
                    answer.StatusCode == HttpStatusCode.Created,
                    $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}"
                );
                return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            }

            Interlocked.Increment(ref refused);
            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? throw new InvalidDataException("503 without Retry-After"));
        }
    }
}
