using System.Diagnostics;
using System.Globalization;
using Workflows.Core.State;
using Workflows.Grains.Tests.Support;
using Workflows.Testing;

namespace Workflows.Grains.Tests.Executions;

/// <summary>A definition that takes seconds of processor time for each of its states holds up neither its own cancellation, nor the end of the silo, nor anybody else.</summary>
public sealed class CostlyEvaluationTests : IDisposable
{
    private const int States = 60;

    private readonly Database database = Database.Sqlite();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_cancellation_is_answered_while_a_costly_state_is_evaluated()
    {
        await using var engine = await StartAsync();
        var id = await engine.StartAsync("costly");
        await IsBusyAsync(engine, id);

        var began = Stopwatch.GetTimestamp();
        await engine.Executions.CancelAsync(id, "too costly", compensate: false);

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Equal(ExecutionStatus.Cancelled, (await engine.StateOfAsync(id)).Status);
    }

    [Fact]
    public async Task Others_run_while_several_costly_states_are_evaluated()
    {
        await using var engine = await StartAsync();
        var costly = new List<string>();
        for (var number = 0; number < 6; number++)
            costly.Add(await engine.StartAsync("costly"));
        await IsBusyAsync(engine, costly[0]);

        for (var number = 0; number < 20; number++)
            Assert.Equal(ExecutionStatus.Succeeded, (await engine.EndOfAsync(await engine.StartAsync("cheap"))).Status);

        // The costly ones are still at it: the others did not wait for them.
        foreach (var id in costly)
        {
            Assert.Equal(ExecutionStatus.Running, (await engine.StateOfAsync(id)).Status);
            await engine.Executions.CancelAsync(id, null, compensate: false);
        }
    }

    [Fact]
    public async Task A_silo_stops_while_a_costly_state_is_evaluated_and_another_one_goes_on()
    {
        var engine = await StartAsync();
        var id = await engine.StartAsync("costly");
        await IsBusyAsync(engine, id);

        var began = Stopwatch.GetTimestamp();
        await engine.DisposeAsync();
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(10));

        await using var again = await Engine.StartAsync(database);
        var before = (await again.StateOfAsync(id)).LastSequence;
        await Poll.UntilAsync(async () => (await again.StateOfAsync(id)).LastSequence > before);
        await again.Executions.CancelAsync(id, null, compensate: false);
    }

    private async Task<Engine> StartAsync()
    {
        var engine = await Engine.StartAsync(database);
        var states = Enumerable
            .Range(0, States)
            .Select(i =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  s{i}: {{ type: Pass, output: '{{% $count([1..400000].$string()) %}}', {(i == States - 1 ? "end: true" : $"next: s{i + 1}")} }}"
                )
            );
        await engine.RegisterAsync(
            $"name: costly\nqueryLanguage: JSONata\nstartAt: w\nstates:\n  w: {{ type: Wait, seconds: 0.05, next: s0 }}\n{string.Join('\n', states)}\n"
        );
        await engine.RegisterAsync(
            "name: cheap\nstartAt: w\nstates:\n  w: { type: Wait, seconds: 0.01, next: p }\n  p: { type: Pass, end: true }\n"
        );
        return engine;
    }

    private static Task IsBusyAsync(Engine engine, string id) =>
        Poll.UntilAsync(async () => (await engine.StateOfAsync(id)).Steps.Values.Any(step => step.State.StartsWith('s')));
}
