using System.Net;
using System.Text;
using Workflows.Chaos.Tests.Processes;
using Workflows.Testing;
using Workflows.Testing.Postgres;
using Xunit.Abstractions;

namespace Workflows.Chaos.Tests.Faults;

/// <summary>A PostgreSQL that answers nobody, with its connections open, and then goes on.</summary>
public sealed class FrozenDatabaseTests(ITestOutputHelper output)
{
    private const int Turning = 200;
    private const string Reason = "The database does not answer.";

    [PostgresFact]
    public async Task A_server_whose_PostgreSQL_is_frozen_is_not_ready_answers_everybody_and_goes_on_afterwards()
    {
        using var folder = new TemporaryFolder();
        await using var postgres = await PostgresServer.StartAsync();
        await using var server = new ServerInTrouble(folder.Path, Database.Postgres(await postgres.CreateDatabaseAsync()));
        await server.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, Turning).Select(number => server.StartExecutionAsync($"turning-{number}", "turns")));
        await server.StartExecutionAsync("waiting", "waits");

        await postgres.FreezeAsync();
        try
        {
            var early = server.StartExecutionAsync("early");
            var frozen = await server.WaitUntilReadyAsync(false);
            Assert.InRange(frozen.Took, TimeSpan.Zero, ServerInTrouble.ReadinessLimit);
            Assert.Contains(Reason, frozen.Text, StringComparison.Ordinal);
            (await early).AssertUnavailable("The database");
            await AssertAllWritesAreRefusedAsync(server);
            output.WriteLine($"not ready after {frozen.Took.TotalSeconds:F1} s, slowest probe {server.SlowestProbe.TotalSeconds:F1} s");
        }
        finally
        {
            await postgres.ThawAsync();
        }

        var again = await server.WaitUntilReadyAsync(true);
        Assert.InRange(again.Took, TimeSpan.Zero, ServerInTrouble.ReadinessLimit);
        var before = await server.CountEventsAsync("turning-1");
        Assert.Equal(HttpStatusCode.Created, (await server.StartExecutionAsync("after")).Status);
        await Poll.UntilAsync(async () => await server.CountEventsAsync("turning-1") > before);
        await server.AssertNothingIsLostAsync();
        Assert.InRange(server.SlowestProbe, TimeSpan.Zero, ServerInTrouble.ProbeLimit);
        output.WriteLine($"ready again after {again.Took.TotalSeconds:F1} s");
    }

    private static async Task AssertAllWritesAreRefusedAsync(ServerInTrouble server)
    {
        (await server.StartExecutionAsync("refused")).AssertUnavailable(Reason);
        (await server.RegisterAsync("{name: other, startAt: d, states: {d: {type: Success}}}")).AssertUnavailable(Reason);
        (await server.SendAsync(HttpMethod.Put, "/workflow-executions/waiting/cancel")).AssertUnavailable(Reason);
        await PostAsync("/workflow-executions/waiting/events", """{"name":"go"}""");
        await PostAsync("/task-queues/q/poll", """{"worker":"w","max":1,"wait":20}""");
        await PostAsync("/callbacks/1.1.waiting.0123456789abcdef", """{"output":1}""");
        (await server.SendAsync(HttpMethod.Get, "/workflow-executions/waiting")).AssertUnavailable(Reason);

        async Task PostAsync(string path, string body)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            (await server.SendAsync(HttpMethod.Post, path, content)).AssertUnavailable(Reason);
        }
    }
}
