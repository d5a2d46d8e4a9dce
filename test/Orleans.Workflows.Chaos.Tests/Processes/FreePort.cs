using System.Net;
using System.Net.Sockets;

namespace Workflows.Chaos.Tests.Processes;

/// <summary>Ports of the loopback address that nobody listens on.</summary>
internal static class FreePort
{
    /// <summary>A port that was free a moment ago.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
