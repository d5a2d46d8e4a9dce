using Npgsql;
using Workflows.Chaos.Tests.Processes;
using Workflows.Testing;
using Workflows.Testing.Postgres;

namespace Workflows.Chaos.Tests.Faults;

/// <summary>A silo that stood still for longer than the others wait, and then goes on.</summary>
public sealed class DeclaredDeadTests
{
    private const int Dead = 6;

    [PostgresFact]
    public async Task A_frozen_silo_that_was_declared_dead_ends_with_one_sentence_and_exit_code_1()
    {
        using var folder = new TemporaryFolder();
        var connection = await (await PostgresServer.GetSharedAsync()).CreateDatabaseAsync();
        await using var first = NewServer("first");
        await using var second = NewServer("second");
        await first.StartAsync();
        await second.StartAsync();

        await first.FreezeAsync();
        await Poll.UntilAsync(async () => await CountDeadAsync(connection) == 1, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(0.2));
        await first.ThawAsync();

        Assert.Equal(1, await first.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        var log = first.EndOfLog();
        Assert.Single(log.Split('\n'), line => line.StartsWith("This silo was declared dead by the other silos", StringComparison.Ordinal));
        Assert.DoesNotContain("FATAL EXCEPTION", log, StringComparison.Ordinal);
        Assert.True(second.IsRunning);

        Host NewServer(string name) =>
            new(
                Built.Server,
                Directory.CreateDirectory(Path.Combine(folder.Path, name)).FullName,
                "/health/ready",
                [.. Database.Postgres(connection).Arguments]
            );
    }

    private static async Task<long> CountDeadAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand($"SELECT count(*) FROM OrleansMembershipTable WHERE Status = {Dead}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
