using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Workflows.Grains.Tests.Tasks.Http;

/// <summary>A server on loopback that answers every request with the same bytes, HTTP or not, and closes the connection.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    public RawServer(byte[] answer)
    {
        listener.Start();
        serving = ServeAsync(answer);
    }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await serving;
        stop.Dispose();
    }

    private async Task ServeAsync(byte[] answer)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                var stream = client.GetStream();
                if (await stream.ReadAsync(new byte[16 * 1024], stop.Token) == 0)
                    continue;
                await stream.WriteAsync(answer, stop.Token);
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // The test is over, or the client has seen enough.
            }
        }
    }
}
