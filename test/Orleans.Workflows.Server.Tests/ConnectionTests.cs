using System.Globalization;
using System.Net.Sockets;
using Workflows.Testing;

namespace Workflows.Server.Tests;

public sealed class ConnectionTests
{
    private const int MaxConnections = 4;

    private readonly ShiftedTime time = new();

    [Fact]
    public async Task A_probe_is_answered_when_idle_connections_take_every_place()
    {
        await using var server = await StartAsync();
        var idle = await ConnectAsync(server, 3 * MaxConnections);

        for (var probe = 0; probe < 3; probe++)
            Assert.Equal(200, (await server.GetAsync("/health/live")).Status);

        // The first ones had to go; what is left fits the bound.
        Assert.True(await RawHttp.IsClosedAsync(idle[0]));
        await CloseAsync(idle);
    }

    [Fact]
    public async Task A_probe_is_answered_when_every_connection_has_sent_half_a_request()
    {
        await using var server = await StartAsync();
        var slow = await ConnectAsync(server, MaxConnections);
        foreach (var connection in slow)
            await connection.WriteAsync("GET /health/live HTTP/1.1\r\nHost: loc"u8.ToArray());

        Assert.Equal(200, (await server.GetAsync("/health/live")).Status);
        await CloseAsync(slow);
    }

    [Fact]
    public async Task A_connection_without_any_request_goes_before_one_that_was_used()
    {
        await using var server = await StartAsync();
        await using var used = await RawHttp.ConnectAsync(server);
        Assert.Equal(200, await AskAsync(used));
        var unused = await ConnectAsync(server, 2 * MaxConnections);

        Assert.True(await RawHttp.IsClosedAsync(unused[0]));
        Assert.Equal(200, await AskAsync(used));
        await CloseAsync(unused);
    }

    [Fact]
    public async Task A_connection_with_a_request_under_way_is_not_closed_for_another()
    {
        await using var server = await StartAsync();
        await server.PostAsync("/workflow-executions", """{"workflow":"waiting","id":"e"}""");
        List<NetworkStream> streams = [];
        for (var i = 0; i < MaxConnections; i++)
        {
            streams.Add(await RawHttp.ConnectAsync(server));
            await streams[i].WriteAsync("GET /workflow-executions/e/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
            Assert.Equal(200, await RawHttp.ReadStatusAsync(streams[i]));
        }

        Assert.True(await IsClosedAtOnceAsync(server));
        Assert.All(streams, stream => Assert.True(stream.Socket.Connected));

        await streams[0].DisposeAsync();
        await Poll.UntilAsync(async () => await IsServedAsync(server));
        await CloseAsync(streams);
    }

    [Fact]
    public async Task A_connection_that_sends_no_request_is_closed_after_15_s()
    {
        await using var server = await StartAsync();
        await using var used = await RawHttp.ConnectAsync(server);
        Assert.Equal(200, await AskAsync(used));
        await using var unused = await RawHttp.ConnectAsync(server);
        // Another request after the connection was made: the server has counted it.
        Assert.Equal(200, await AskAsync(used));

        time.Shift(TimeSpan.FromSeconds(16));

        Assert.True(await RawHttp.IsClosedAsync(unused));
        Assert.Equal(200, await AskAsync(used));
    }

    private Task<ServerUnderTest> StartAsync() =>
        ServerUnderTest.StartWithoutEngineAsync(time, "--Server:MaxConnections", MaxConnections.ToString(CultureInfo.InvariantCulture));

    private static async Task<List<NetworkStream>> ConnectAsync(ServerUnderTest server, int count)
    {
        var connections = new List<NetworkStream>();
        for (var i = 0; i < count; i++)
            connections.Add(await RawHttp.ConnectAsync(server));
        return connections;
    }

    private static async Task CloseAsync(List<NetworkStream> connections)
    {
        foreach (var connection in connections)
            await connection.DisposeAsync();
    }

    private static async Task<int?> AskAsync(NetworkStream connection)
    {
        await connection.WriteAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        return await RawHttp.ReadStatusAsync(connection);
    }

    private static async Task<bool> IsClosedAtOnceAsync(ServerUnderTest server)
    {
        try
        {
            await using var connection = await RawHttp.ConnectAsync(server);
            return await RawHttp.IsClosedAsync(connection);
        }
        catch (SocketException)
        {
            // It was closed before the client knew that it was open.
            return true;
        }
    }

    private static async Task<bool> IsServedAsync(ServerUnderTest server)
    {
        try
        {
            await using var connection = await RawHttp.ConnectAsync(server);
            return await AskAsync(connection) == 200;
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
            return false;
        }
    }

    /// <summary>The time of the machine, and what a test adds to it.</summary>
    private sealed class ShiftedTime : TimeProvider
    {
        private long shift;

        public void Shift(TimeSpan by) => Interlocked.Add(ref shift, by.Ticks * TimestampFrequency / TimeSpan.TicksPerSecond);

        public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref shift);
    }
}
