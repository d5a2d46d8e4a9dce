using System.Diagnostics;
using System.Globalization;
using Workflows.Chaos.Tests.Processes;
using Workflows.Testing.Postgres;
using Xunit.Abstractions;

namespace Workflows.Chaos.Tests.Restart;

/// <summary>
/// The first server after the death of all others. With Orleans' defaults it waits 101 s for the dead to answer when its ports are other ones.
/// </summary>
public sealed class RestartTests(ITestOutputHelper output)
{
    /// <summary>Wanted are 10 s on a quiet machine, of which the start of the process is half; a busy one gets its share of patience.</summary>
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(30);

    [PostgresTheory]
    [InlineData("the same ports")]
    [InlineData("other ports")]
    public async Task A_server_is_ready_soon_after_all_were_killed(string ports)
    {
        using var folder = new TemporaryFolder();
        var database = await Database.PostgresAsync();
        int[] first = [FreePort.Next(), FreePort.Next()];
        int[] second = ports == "the same ports" ? first : [FreePort.Next(), FreePort.Next()];

        await using var killed = NewServer(folder.Path, database, first);
        await killed.StartAsync();
        await killed.KillAsync();

        await using var successor = NewServer(folder.Path, database, second);
        var began = Stopwatch.GetTimestamp();
        await successor.StartAsync();
        var took = Stopwatch.GetElapsedTime(began);

        output.WriteLine($"Ready after {took.TotalSeconds:F1} s on {ports}.");
        Assert.InRange(took, TimeSpan.Zero, ReadyLimit);
    }

    private static Host NewServer(string folder, Database database, int[] ports) =>
        new(
            Built.Server,
            folder,
            "/health/ready",
            [.. database.Arguments, "--Silo:Port", Text(ports[0]), "--Silo:GatewayPort", Text(ports[1])]
        );

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
