using System.Net.Http.Json;
using System.Text.Json;

namespace Workflows.Chaos.Tests.Load;

/// <summary>An execution that has succeeded.</summary>
internal sealed record EndedOrder(string Id, DateTimeOffset EndedAt);

/// <summary>Looks through the list until every execution of a workflow has ended.</summary>
internal static class EndedOrders
{
    /// <summary>Waits until none runs.</summary>
    /// <returns>Those that have succeeded.</returns>
    public static async Task<IReadOnlyList<EndedOrder>> WaitAsync(HttpClient client, string workflow, TimeSpan atMost)
    {
        var deadline = DateTime.UtcNow + atMost;
        while ((await ReadAsync(client, PathOf(workflow, "Running", pageSize: 1))).GetProperty("items").GetArrayLength() > 0)
        {
            Assert.True(DateTime.UtcNow < deadline, $"executions still run after {atMost}");
            await Task.Delay(200);
        }

        var ended = new List<EndedOrder>();
        var first = PathOf(workflow, "Succeeded", pageSize: 500);
        for (string? path = first; path is not null; )
        {
            var page = await ReadAsync(client, path);
            ended.AddRange(
                page.GetProperty("items")
                    .EnumerateArray()
                    .Select(item => new EndedOrder(item.GetProperty("id").GetString()!, item.GetProperty("endedAt").GetDateTimeOffset()))
            );
            path = page.TryGetProperty("nextPageToken", out var next)
                ? $"{first}&pageToken={Uri.EscapeDataString(next.GetString()!)}"
                : null;
        }
        return ended;
    }

    private static string PathOf(string workflow, string status, int pageSize) =>
        $"/workflow-executions?workflow={workflow}&status={status}&pageSize={pageSize}";

    private static Task<JsonElement> ReadAsync(HttpClient client, string path) => client.GetFromJsonAsync<JsonElement>(path);
}
