using Workflows.Journal.Reading;
using Workflows.Language.Data;

namespace Workflows.Benchmarks.Driving;

/// <summary>How workloads drive the engine: through its interfaces in this process, or through REST. They do not know which.</summary>
internal interface IEngineClient
{
    /// <summary>Registers a definition; the workflow's name.</summary>
    /// <param name="document">YAML.</param>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    Task<string> RegisterAsync(string document);

    /// <summary>Starts an execution, later where the engine has too much to do; its id.</summary>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    Task<string> StartAsync(string workflow, JsonData input);

    /// <summary>Starts an execution and waits until it has ended.</summary>
    /// <exception cref="InvalidOperationException">It did not end.</exception>
    Task RunAsync(string workflow, JsonData input);

    /// <summary>Sends an event without a payload.</summary>
    /// <exception cref="InvalidOperationException">It was not accepted.</exception>
    Task SendEventAsync(string id, string name, CancellationToken cancellationToken);

    /// <summary>Whether an execution is in a state.</summary>
    Task<bool> IsInAsync(string id, string state, CancellationToken cancellationToken);

    /// <summary>Asks for a page of the list; how many executions it has.</summary>
    Task<int> ListAsync(ExecutionQuery query, CancellationToken cancellationToken);
}
