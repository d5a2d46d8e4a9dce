using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Workflows.Grains.Tests.Support;

/// <summary>A real server on loopback, on a free port, that counts what reaches it.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private int requests;

    private HttpServer(WebApplication started) => app = started;

    /// <summary>Where it listens, for example <c>http://127.0.0.1:40123</c>.</summary>
    public string Url => app.Urls.First();

    public int Port => new Uri(Url).Port;

    public int Requests => Volatile.Read(ref requests);

    public static async Task<HttpServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new HttpServer(builder.Build());
        server.app.Run(http =>
        {
            Interlocked.Increment(ref server.requests);
            return answer(http);
        });
        await server.app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
