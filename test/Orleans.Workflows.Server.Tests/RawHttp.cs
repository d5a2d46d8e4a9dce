using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Workflows.Server.Tests;

/// <summary>Sends bytes to a server as they are: what no HTTP client would send.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Ends whatever was begun: a body, a header, a chunk.
    private static readonly byte[] Following = Encoding.ASCII.GetBytes(new string('x', 4096) + "\r\n\r\n0\r\n\r\n");

    /// <summary>Opens a connection.</summary>
    public static async Task<NetworkStream> ConnectAsync(ServerUnderTest server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", server.Client.BaseAddress!.Port);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>
    /// Sends a request on a connection of its own, and some bytes behind it, so that a body that has become longer than it was meant to be comes to an end.
    /// </summary>
    /// <returns>The status of the first answer; null where the connection was closed without one.</returns>
    /// <exception cref="TimeoutException">There is neither an answer nor an end.</exception>
    public static async Task<int?> SendAsync(ServerUnderTest server, byte[] request)
    {
        await using var connection = await ConnectAsync(server);
        try
        {
            await connection.WriteAsync((byte[])[.. request, .. Following]);
            return await ReadStatusAsync(connection);
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
            // A server may close a connection on which there is nothing that it could answer.
            return null;
        }
    }

    /// <summary>Reads the status of an answer; null where the connection ends without one.</summary>
    public static async Task<int?> ReadStatusAsync(NetworkStream connection)
    {
        using var reader = new StreamReader(connection, Encoding.Latin1, leaveOpen: true);
        var line = await reader.ReadLineAsync().WaitAsync(Patience);
        return line is null ? null : int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the server has closed a connection.</summary>
    public static async Task<bool> IsClosedAsync(NetworkStream connection)
    {
        try
        {
            return await connection.ReadAsync(new byte[1]).AsTask().WaitAsync(Patience) == 0;
        }
        catch (Exception reset) when (reset is IOException or SocketException)
        {
            return true;
        }
    }
}
