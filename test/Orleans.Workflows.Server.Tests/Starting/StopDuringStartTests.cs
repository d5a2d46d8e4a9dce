using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Workflows.Testing;

namespace Workflows.Server.Tests.Starting;

/// <summary>A signal ends the process with 0 at any time of its start, within seconds.</summary>
public sealed class StopDuringStartTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("-TERM")]
    [InlineData("-INT")]
    public async Task A_signal_while_the_start_waits_for_PostgreSQL_ends_it(string signal)
    {
        await using var run = ServerRun.Start(OnPostgreSql("Host=127.0.0.1;Port=1;Username=clerk;Database=w"));
        await Poll.UntilAsync(() => run.Output.Contains("does not answer yet", StringComparison.Ordinal), TimeSpan.FromSeconds(60));

        await AssertStopsAsync(run, signal);
    }

    [Fact]
    public async Task SIGTERM_while_PostgreSQL_takes_the_connection_and_says_nothing_ends_it()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        await using var run = ServerRun.Start(OnPostgreSql($"Host=127.0.0.1;Port={port};Username=clerk;Database=w;Timeout=120"));
        using var connection = await silent.AcceptTcpClientAsync();

        await AssertStopsAsync(run, "-TERM");
    }

    [Fact]
    public async Task SIGTERM_as_soon_as_the_start_is_announced_ends_it()
    {
        await using var run = ServerRun.Start("--urls", "http://127.0.0.1:0");
        await Poll.UntilAsync(() => run.Output.Contains("Starting", StringComparison.Ordinal), TimeSpan.FromSeconds(60));

        await AssertStopsAsync(run, "-TERM");
    }

    [Fact]
    public async Task The_start_says_at_once_what_it_does_and_where_it_listens_in_the_end()
    {
        await using var run = ServerRun.Start("--urls", "http://127.0.0.1:0");
        await Poll.UntilAsync(() => run.Output.Contains("Listening", StringComparison.Ordinal), TimeSpan.FromSeconds(60));

        var first = run.Output.Split('\n')[0];
        Assert.Contains("Starting", first, StringComparison.Ordinal);
        Assert.Contains("SQLite file", first, StringComparison.Ordinal);
        Assert.Contains("workflows.db", first, StringComparison.Ordinal);
        await AssertStopsAsync(run, "-TERM");
    }

    private static async Task AssertStopsAsync(ServerRun run, string signal)
    {
        var began = Stopwatch.GetTimestamp();
        await run.SignalAsync(signal);

        (await run.EndAsync()).AssertStopped();
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Longest);
    }

    private static string[] OnPostgreSql(string connectionString) =>
        ["--urls", "http://127.0.0.1:0", "--Storage:Provider", "PostgreSql", "--Storage:ConnectionString", connectionString];
}
