using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Workflows.Journal.Reading;
using Workflows.Language.Data;

namespace Workflows.Benchmarks.Driving;

/// <summary>Sends requests to the server as any client does, on connections that are kept.</summary>
/// <param name="address">Where the server listens.</param>
internal sealed class RestClient(Uri address) : IEngineClient, IDisposable
{
    private const string Executions = "/workflow-executions";
    private const string Waiting = Executions + "?wait=30";

    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(3);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false })
    {
        BaseAddress = address,
        Timeout = EndLimit,
    };

    /// <inheritdoc/>
    public async Task<string> RegisterAsync(string document)
    {
        using var answer = await SendAsync("/workflows", Encoding.UTF8.GetBytes(document), "application/yaml");
        await ExpectAsync(answer, HttpStatusCode.Created, HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("name").GetString()!;
    }

    /// <inheritdoc/>
    public async Task<string> StartAsync(string workflow, JsonData input)
    {
        var id = DrawId();
        using var answer = await SendAsync(Executions, StartBody(workflow, id, input));
        await ExpectAsync(answer, HttpStatusCode.Created, HttpStatusCode.OK);
        return id;
    }

    /// <inheritdoc/>
    public async Task RunAsync(string workflow, JsonData input)
    {
        var id = DrawId();
        var body = StartBody(workflow, id, input);
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < EndLimit; )
        {
            // The same start again starts nothing, and waits on.
            using var answer = await SendAsync(Waiting, body);
            await ExpectAsync(answer, HttpStatusCode.OK, HttpStatusCode.Accepted);
            if (answer.StatusCode == HttpStatusCode.OK)
                return;
        }

        throw new InvalidOperationException($"{id} did not end within {EndLimit}.");
    }

    /// <inheritdoc/>
    public async Task SendEventAsync(string id, string name, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(
            $"{Executions}/{id}/events",
            Encoding.UTF8.GetBytes($$"""{"name":"{{name}}"}"""),
            cancellationToken: cancellationToken
        );
        await ExpectAsync(answer, HttpStatusCode.Accepted);
    }

    /// <inheritdoc/>
    public async Task<bool> IsInAsync(string id, string state, CancellationToken cancellationToken)
    {
        var execution = await http.GetFromJsonAsync<JsonElement>($"{Executions}/{id}", cancellationToken);
        return execution.GetProperty("currentStates").EnumerateArray().Any(step => step.ValueEquals(state));
    }

    /// <inheritdoc/>
    public async Task<int> ListAsync(ExecutionQuery query, CancellationToken cancellationToken)
    {
        var page = await http.GetFromJsonAsync<JsonElement>(Executions + ListQuery.Of(query), cancellationToken);
        return page.GetProperty("items").GetArrayLength();
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static string DrawId() => Guid.CreateVersion7().ToString("N");

    private static byte[] StartBody(string workflow, string id, JsonData input) =>
        [.. Encoding.UTF8.GetBytes($$"""{"workflow":"{{workflow}}","id":"{{id}}","input":"""), .. input.Utf8.Span, (byte)'}'];

    /// <summary>Sends a body, and sends it again after the time that a refusal names.</summary>
    private async Task<HttpResponseMessage> SendAsync(
        string path,
        byte[] body,
        string contentType = "application/json",
        CancellationToken cancellationToken = default
    )
    {
        while (true)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
            var answer = await http.PostAsync(path, content, cancellationToken);
            if (
                answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
                || answer.Headers.RetryAfter?.Delta is not { } pause
            )
                return answer;

            answer.Dispose();
            await Task.Delay(pause, cancellationToken);
        }
    }

    private static async Task ExpectAsync(HttpResponseMessage answer, params HttpStatusCode[] expected)
    {
        if (!expected.Contains(answer.StatusCode))
            throw new InvalidOperationException($"The server answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }
}
