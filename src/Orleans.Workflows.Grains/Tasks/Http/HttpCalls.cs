using System.Globalization;
using Workflows.Grains.Definitions;
using Workflows.Language.Data;

namespace Workflows.Grains.Tasks.Http;

/// <summary>Sends requests of tasks through the guarded client, and turns what comes back into a result or a named error.</summary>
internal sealed class HttpCalls(IHttpClientFactory clients, OutboundHosts hosts, ProgramLimits limits)
{
    private readonly int longestBody = limits.Native.MaxPayloadBytes;

    /// <summary>Sends one request.</summary>
    /// <param name="message">The request; headers that it has already are left as they are.</param>
    /// <param name="attempt">The attempt that it is made for.</param>
    /// <param name="takesBody">Whether the body of the answer is the result; else a status of 2xx is all that is waited for.</param>
    /// <param name="cancellationToken">Aborts the request.</param>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="HttpTaskException">There is no answer, or it is none of 2xx, or it cannot be taken.</exception>
    public async Task<JsonData> SendAsync(
        HttpRequestMessage message,
        TaskAttempt attempt,
        bool takesBody,
        CancellationToken cancellationToken
    )
    {
        var url = message.RequestUri!;
        if (!hosts.Allow(url.IdnHost, url.Port))
            throw new HttpTaskException(HttpErrors.HostNotAllowed, $"The setting Http:AllowedHosts does not list '{url.Authority}'.");

        AddHeaders(message, attempt);
        try
        {
            using var client = clients.CreateClient(HttpTaskServices.ClientName);
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw await HttpResponseReader.ErrorOfAsync(response, cancellationToken);
            return takesBody ? await HttpResponseReader.ReadAsync(response.Content, longestBody, cancellationToken) : JsonData.Null;
        }
        catch (HttpRequestException refused) when (refused.InnerException is HttpTaskException why)
        {
            throw new HttpTaskException(why.Error, why.Message);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && HttpFailure.Of(failure) is { } error)
        {
            throw new HttpTaskException(error.Name, $"{url.Authority}: {error.Cause}.");
        }
    }

    private static void AddHeaders(HttpRequestMessage message, TaskAttempt attempt)
    {
        Add("Idempotency-Key", attempt.IdempotencyKey);
        Add("Workflow-Attempt", attempt.Attempt.ToString(CultureInfo.InvariantCulture));
        Add("User-Agent", "Orleans.Workflows");
        Add("Accept", "application/json, text/*;q=0.9, */*;q=0.5");
        if (attempt.TraceContext is var trace && trace != default)
        {
            Add("traceparent", $"00-{trace.TraceId}-{trace.SpanId}-{(int)trace.TraceFlags:x2}");
            if (trace.TraceState is { Length: > 0 } state)
                Add("tracestate", state);
        }

        void Add(string name, string value)
        {
            if (!message.Headers.Contains(name))
                message.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
