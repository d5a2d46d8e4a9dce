using Workflows.Testing.Postgres;
using Xunit.Abstractions;

namespace Workflows.Chaos.Tests.Examples;

/// <summary>The topology of the composition as processes: PostgreSQL, three silos, one of which is killed.</summary>
public sealed class ClusterExampleTests(ITestOutputHelper output)
{
    [PostgresFact]
    public async Task Every_order_ends_when_one_of_three_silos_is_killed()
    {
        var lines = await Script.RunAsync("cluster.sh");
        output.WriteLine(string.Join('\n', lines));
        Assert.Contains(lines, line => line.StartsWith("SIGKILL     silo 2", StringComparison.Ordinal));
        Assert.StartsWith("All 60 orders ended: 24 succeeded, 36 failed", lines[^1], StringComparison.Ordinal);
    }
}
