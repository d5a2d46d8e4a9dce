using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Workflows.Testing.Mutations;

namespace Workflows.Server.Tests.Mutations;

/// <summary>Sends many broken requests, and judges the answers.</summary>
internal static class MutatedRequests
{
    private const int RequestsAtATime = 16;

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    /// <summary>Sends requests; none may be answered with 5xx, or late, or not at all.</summary>
    public static Task AssertAnsweredAsync(ServerUnderTest server, IReadOnlyCollection<Sent> requests) =>
        AssertAsync(requests, request => SendAsync(server, request));

    /// <summary>Sends bytes, one for each character; where there is an answer, it may not be 5xx.</summary>
    public static Task AssertAnsweredRawAsync(ServerUnderTest server, IReadOnlyCollection<string> requests) =>
        AssertAsync(requests, request => RawHttp.SendAsync(server, Encoding.Latin1.GetBytes(request)));

    private static async Task AssertAsync<T>(IReadOnlyCollection<T> requests, Func<T, Task<int?>> send)
        where T : notnull
    {
        var outcomes = new Outcomes();
        var statuses = new ConcurrentDictionary<int, int>();
        await Parallel.ForEachAsync(
            requests,
            new ParallelOptions { MaxDegreeOfParallelism = RequestsAtATime },
            async (request, _) =>
            {
                var began = Stopwatch.GetTimestamp();
                try
                {
                    var status = await send(request);
                    statuses.AddOrUpdate(status ?? 0, 1, static (_, count) => count + 1);
                    // 505 is what HTTP has for a version of HTTP that is none.
                    if (status is >= 500 and not 505)
                        outcomes.Add($"answered with {status}", $"{request}");
                    if (Stopwatch.GetElapsedTime(began) > LongestAnswer)
                        outcomes.Add($"answered after more than {LongestAnswer.TotalSeconds} s", $"{request}");
                }
                catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
                {
                    outcomes.Add("not answered", $"{request}");
                }
            }
        );

        Assert.True(outcomes.ToString().Length == 0, $"{Mutation.HowToRepeat}\n{outcomes}");
        // Requests that are all refused at the door would say nothing about what is behind it.
        Assert.True(statuses.Keys.Any(status => status is >= 200 and < 300) && statuses.Keys.Count > 2, string.Join(", ", statuses));
    }

    private static async Task<int?> SendAsync(ServerUnderTest server, Sent sent)
    {
        // As it stands: the client would mend what is broken in the address.
        var url = new Uri(
            server.Client.BaseAddress + sent.Path.TrimStart('/'),
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
        );
        using var request = new HttpRequestMessage(sent.Method, url);
        if (sent.Body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(sent.Body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(sent.ContentType);
        }
        using var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var text = await response.Content.ReadAsStringAsync();
        return
            text.Contains("System.", StringComparison.Ordinal)
            && response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? throw new InvalidOperationException($"{sent} is answered with {text}")
            : (int)response.StatusCode;
    }
}

/// <summary>A request.</summary>
/// <param name="Path">Path and query, as they are sent.</param>
internal sealed record Sent(HttpMethod Method, string Path, string? Body = null, string ContentType = "application/json")
{
    public override string ToString() => $"{Method} {Path[..Math.Min(Path.Length, 200)]}\n{Body}";
}
