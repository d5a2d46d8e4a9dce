using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Workflows.Core.History;
using Workflows.Server.Startup;

namespace Workflows.Server.Responses;

/// <summary>A history as Server-Sent Events: <c>id</c> is the sequence, so that a client that comes back says where it was.</summary>
/// <param name="follow">The events, until the execution ends.</param>
public sealed class EventStream(Func<CancellationToken, IAsyncEnumerable<HistoryEvent>> follow) : IResult
{
    /// <summary>How long a stream is silent before a comment keeps proxies from closing it: 15 s.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var place = services.GetRequiredService<WaitingRequests>().TryEnter();
        if (place is null)
        {
            await WaitingRequests.Refusal.ExecuteAsync(httpContext);
            return;
        }
        place.BeginWait();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, httpContext.RequestAborted);

        httpContext.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        httpContext.Response.ContentType = "text/event-stream";
        httpContext.Response.Headers.CacheControl = "no-cache,no-store";
        await httpContext.Response.Body.FlushAsync(end.Token);
        try
        {
            await WriteAllAsync(httpContext.Response.Body, services.GetRequiredService<TimeProvider>(), end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The client is gone, or the server stops and the client comes back with its Last-Event-ID.
        }
    }

    private async Task WriteAllAsync(Stream body, TimeProvider time, CancellationToken end)
    {
        await using var events = follow(end).GetAsyncEnumerator(end);
        while (true)
        {
            var next = events.MoveNextAsync().AsTask();
            while (!await IsDoneWithinAsync(next, KeepAlive, time, end))
                await WriteAsync(body, ": keep-alive\n\n"u8.ToArray());
            if (!await next)
                return;
            await WriteAsync(body, Encode(events.Current));
        }
    }

    private static async Task<bool> IsDoneWithinAsync(Task next, TimeSpan atMost, TimeProvider time, CancellationToken end)
    {
        if (next.IsCompleted)
            return true;
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(end);
        var first = await Task.WhenAny(next, Task.Delay(atMost, time, pause.Token));
        await pause.CancelAsync();
        return first == next || end.IsCancellationRequested;
    }

    private static byte[] Encode(HistoryEvent entry) =>
        [
            .. Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"id: {entry.Sequence}\nevent: {entry.Event.Kind}\ndata: ")
            ),
            .. OneLine(JsonSerializer.SerializeToUtf8Bytes(HistoryEventResponse.Of(entry), ServerJsonContext.Answers.HistoryEventResponse)),
            .. "\n\n"u8,
        ];

    // Data go out as they came in, with line breaks between their tokens if somebody sent them so; a line break ends a field.
    private static byte[] OneLine(byte[] json)
    {
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] is (byte)'\n' or (byte)'\r')
                json[i] = (byte)' ';
        }
        return json;
    }

    // Without the token: Kestrel drops what it cannot send to a client that is gone, and an enumerator must not be disposed of while it moves.
    private static async Task WriteAsync(Stream body, byte[] text)
    {
        await body.WriteAsync(text, CancellationToken.None);
        await body.FlushAsync(CancellationToken.None);
    }
}
