using System.Globalization;
using System.Net.Sockets;
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
    /// <param name="cancellationToken">Aborts the request.</param>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="HttpTaskException">There is no answer, or it is none of 2xx, or it cannot be taken.</exception>
    public async Task<JsonData> SendAsync(HttpRequestMessage message, TaskAttempt attempt, CancellationToken cancellationToken)
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
            return await HttpResponseReader.ReadAsync(response.Content, longestBody, cancellationToken);
        }
        catch (HttpRequestException refused) when (refused.InnerException is HttpTaskException why)
        {
            throw new HttpTaskException(why.Error, why.Message);
        }
        catch (Exception failure) when (ErrorOf(failure, cancellationToken) is { } error)
        {
            throw new HttpTaskException(error, $"{url.Authority}: {failure.GetBaseException().Message}");
        }
    }

    private static string? ErrorOf(Exception failure, CancellationToken cancellationToken) =>
        failure switch
        {
            _ when cancellationToken.IsCancellationRequested => null,
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } =>
                HttpErrors.InvalidResponse,
            HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } or InvalidDataException => HttpErrors.InvalidResponse,
            // A cancellation that is not ours is the handler's: the connection took too long.
            HttpRequestException or IOException or SocketException or OperationCanceledException => HttpErrors.ConnectionFailed,
            _ => null,
        };

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
