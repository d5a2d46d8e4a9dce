using Workflows.Benchmarks.Driving;
using Workflows.Language.Data;

namespace Workflows.Benchmarks.Workloads;

/// <summary>A registered workflow whose executions are started and awaited.</summary>
internal sealed class Workflow
{
    private readonly IEngineClient client;
    private readonly string name;

    private Workflow(IEngineClient client, string name) => (this.client, this.name) = (client, name);

    /// <summary>Registers a definition.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="document">YAML.</param>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public static async Task<Workflow> RegisterAsync(EngineHost engine, string document) =>
        new(engine.Client, await engine.Client.RegisterAsync(document));

    /// <summary>Starts an execution, later where the engine has too much to do; its id.</summary>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public Task<string> StartAsync(JsonData input) => client.StartAsync(name, input);

    /// <summary>Starts an execution and waits until it has ended.</summary>
    /// <exception cref="InvalidOperationException">It did not end.</exception>
    public Task RunAsync(JsonData input) => client.RunAsync(name, input);
}
