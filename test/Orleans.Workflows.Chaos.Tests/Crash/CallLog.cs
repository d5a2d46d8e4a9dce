using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Workflows.Chaos.Tests.Crash;

/// <summary>
/// The services that the handlers call: outside the process that is killed, so that it can tell what really happened. Each call is on disk before it is answered.
/// </summary>
internal sealed class CallLog : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly FileStream file;
    private readonly ConcurrentQueue<Call> calls = new();
    private readonly Random random;
    private int underWay;

    private CallLog(string path, int seed)
    {
        random = new Random(seed);
        file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        application = builder.Build();
        application.MapPost("/calls", AnswerAsync);
    }

    /// <summary>Where handlers call.</summary>
    public string Url => application.Urls.Single() + "/calls";

    /// <summary>How many calls have come and are not answered.</summary>
    public int UnderWay => Volatile.Read(ref underWay);

    /// <summary>All calls so far.</summary>
    public IReadOnlyList<Call> Calls => [.. calls];

    /// <summary>Starts to listen.</summary>
    /// <param name="path">The file that calls are written to.</param>
    /// <param name="seed">Decides how long each answer takes.</param>
    public static async Task<CallLog> StartAsync(string path, int seed)
    {
        var log = new CallLog(path, seed);
        await log.application.StartAsync();
        return log;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        await file.DisposeAsync();
    }

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        Interlocked.Increment(ref underWay);
        try
        {
            var asked = await request.ReadFromJsonAsync<Call>() ?? throw new InvalidDataException("a call without a body");
            var call = asked with { ReceivedAt = DateTimeOffset.UtcNow };
            var pause = Write(call);
            await Task.Delay(pause, request.HttpContext.RequestAborted);
            return Results.Json(new Dictionary<string, int>(StringComparer.Ordinal) { [call.StepId] = call.Attempt });
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }

    private TimeSpan Write(Call call)
    {
        lock (file)
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(call));
            file.WriteByte((byte)'\n');
            file.Flush(flushToDisk: true);
            calls.Enqueue(call);
            return TimeSpan.FromMilliseconds(random.Next(5, 150));
        }
    }
}
