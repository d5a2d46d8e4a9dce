using System.Net;
using System.Net.Sockets;

namespace Workflows.Grains.Tasks.Http;

/// <summary>
/// Opens the connections of HTTP tasks, to addresses that the settings allow. The address is checked here, after the name was resolved and before anything is sent:
/// a check of the name alone could be answered with another address the next time.
/// </summary>
internal sealed class GuardedConnection(OutboundHosts hosts, HostResolver resolve)
{
    /// <summary>Connects. For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="HttpTaskException">No address of the host is allowed.</exception>
    /// <exception cref="SocketException">The name does not exist, or nobody answers.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellationToken);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        var allowed = Array.FindAll(addresses, address => hosts.Allow(host, port, address));
        if (allowed.Length == 0)
            throw new HttpTaskException(
                HttpErrors.HostNotAllowed,
                $"The address of '{host}' is private or special; the settings Http:AllowedHosts and Http:AllowPrivateNetworks say which may be called."
            );

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
