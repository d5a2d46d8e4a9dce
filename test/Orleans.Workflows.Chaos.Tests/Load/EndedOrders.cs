using System.Net.Http.Json;
using System.Text.Json;

namespace Workflows.Chaos.Tests.Load;

/// <summary>Looks through the list until every order has ended.</summary>
internal static class EndedOrders
{
    /// <summary>Waits until none runs.</summary>
    /// <returns>The ids of those that have succeeded.</returns>
    public static async Task<IReadOnlyList<string>> WaitAsync(HttpClient client, int expected, TimeSpan atMost)
    {
        var deadline = DateTime.UtcNow + atMost;
        while ((await ListAsync(client, "Running", pageSize: 1, pages: 1)).Count > 0)
        {
            Assert.True(DateTime.UtcNow < deadline, $"orders still run after {atMost}");
            await Task.Delay(200);
        }

        return await ListAsync(client, "Succeeded", pageSize: 500, pages: expected / 500 + 2);
    }

    private static async Task<List<string>> ListAsync(HttpClient client, string status, int pageSize, int pages)
    {
        var ids = new List<string>();
        var token = "";
        for (var page = 0; page < pages; page++)
        {
            var query = $"/workflow-executions?workflow={OrderServer.Workflow}&status={status}&pageSize={pageSize}{token}";
            var answer = await client.GetFromJsonAsync<JsonElement>(query);
            ids.AddRange(answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            if (!answer.TryGetProperty("nextPageToken", out var next))
                break;
            token = "&pageToken=" + Uri.EscapeDataString(next.GetString()!);
        }

        return ids;
    }
}
