using System.Net;
using Workflows.Chaos.Tests.Processes;
using Xunit.Abstractions;

namespace Workflows.Chaos.Tests.Faults;

/// <summary>A SQLite database on a disk that fills up, and gets room again.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private const string Reason = "the disk is full";

    [MountFact]
    public async Task A_server_on_a_full_disk_is_not_ready_refuses_starts_and_goes_on_when_there_is_room()
    {
        using var folder = new TemporaryFolder();
        await using var disk = await Mount.SmallDiskAsync(Path.Combine(folder.Path, "disk"), megabytes: 24);
        await using var server = new ServerInTrouble(folder.Path, Database.Sqlite(disk.Path));
        await server.StartAsync();
        await server.StartExecutionAsync("before");

        // Nobody starts anything: the server finds out by itself.
        var fill = disk.Fill();
        var idle = await server.WaitUntilReadyAsync(false);
        Assert.InRange(idle.Took, TimeSpan.Zero, ServerInTrouble.ReadinessLimit);
        Assert.Contains(Reason, idle.Text, StringComparison.Ordinal);
        (await server.StartExecutionAsync("refused")).AssertUnavailable(Reason);

        File.Delete(fill);
        Assert.InRange((await server.WaitUntilReadyAsync(true)).Took, TimeSpan.Zero, ServerInTrouble.ReadinessLimit);
        Assert.Equal(HttpStatusCode.Created, (await server.StartExecutionAsync("between")).Status);

        // Many start something, and each is answered.
        fill = disk.Fill();
        var starts = Enumerable.Range(0, 40).Select(number => server.StartExecutionAsync($"large-{number}", inputBytes: 60_000)).ToList();
        var busy = await server.WaitUntilReadyAsync(false);
        Assert.InRange(busy.Took, TimeSpan.Zero, ServerInTrouble.ReadinessLimit);
        foreach (var start in await Task.WhenAll(starts))
        {
            if (start.Status != HttpStatusCode.Created)
                start.AssertUnavailable(Reason);
        }

        File.Delete(fill);
        var again = await server.WaitUntilReadyAsync(true);
        Assert.InRange(again.Took, TimeSpan.Zero, ServerInTrouble.ReadinessLimit);
        Assert.Equal(HttpStatusCode.Created, (await server.StartExecutionAsync("after")).Status);
        await server.AssertNothingIsLostAsync();
        Assert.InRange(server.SlowestProbe, TimeSpan.Zero, ServerInTrouble.ProbeLimit);
        output.WriteLine(
            $"not ready after {idle.Took.TotalSeconds:F1} s (idle) and {busy.Took.TotalSeconds:F1} s (busy), again after {again.Took.TotalSeconds:F1} s; "
                + $"slowest probe {server.SlowestProbe.TotalSeconds:F1} s"
        );
    }

    [MountFact]
    public async Task A_server_on_a_read_only_file_system_says_so_and_ends()
    {
        using var folder = new TemporaryFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        await using var mount = await Mount.ReadOnlyAsync(data, Path.Combine(folder.Path, "mounted"));
        await using var host = new Host(Built.Server, folder.Path, "/health/ready", [.. Database.Sqlite(mount.Path).Arguments]);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(host.StartAsync);

        Assert.Contains("the file system is read-only", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("in use", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, await host.WaitForExitAsync(TimeSpan.FromSeconds(10)));
    }
}
