using System.Net;
using System.Net.Sockets;

namespace Workflows.Server.Tests.Starting;

public sealed class HealthProbeTests
{
    [Fact]
    public async Task It_ends_with_0_when_the_server_is_ready()
    {
        await using var server = await ServerUnderTest.StartWithoutEngineAsync();

        var end = await ServerRun.RunAsync("--health", "--urls", $"{server.Client.BaseAddress}");

        end.AssertStopped();
        Assert.Contains("Healthy", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_asks_by_a_host_name_that_the_server_allows()
    {
        string[] allowed = ["--Server:AllowedHosts", "workflows.example.com"];
        await using var server = await ServerUnderTest.StartWithoutEngineAsync(allowed);

        var end = await ServerRun.RunAsync(["--health", "--urls", $"http://*:{server.Client.BaseAddress!.Port}", .. allowed]);

        end.AssertStopped();
    }

    [Fact]
    public async Task It_ends_with_1_when_nobody_answers() =>
        (await ServerRun.RunAsync("--health", "--urls", "http://127.0.0.1:1")).AssertRefused(
            "No server answers at http://127.0.0.1:1",
            "--urls"
        );

    [Fact]
    public async Task It_ends_with_1_when_the_server_is_not_ready()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbusy");

        var end = await ServerRun.RunAsync("--health", "--urls", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        await answering;
        end.AssertRefused("is not ready", "503 busy");
    }

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        var stream = connection.GetStream();
        Assert.NotEqual(0, await stream.ReadAtLeastAsync(new byte[4096], 1));
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
    }
}
