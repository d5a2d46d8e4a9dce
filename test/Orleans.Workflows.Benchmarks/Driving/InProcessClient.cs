using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Grains.Contracts;
using Workflows.Journal.Reading;
using Workflows.Language.Data;
using Workflows.Language.Documents;

namespace Workflows.Benchmarks.Driving;

/// <summary>Calls the interfaces that the endpoints call too.</summary>
/// <param name="services">Those of the engine.</param>
internal sealed class InProcessClient(IServiceProvider services) : IEngineClient
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(3);

    private readonly IExecutions executions = services.GetRequiredService<IExecutions>();
    private readonly IWorkflows workflows = services.GetRequiredService<IWorkflows>();

    /// <inheritdoc/>
    public async Task<string> RegisterAsync(string document)
    {
        var request = new RegisterRequest(Encoding.UTF8.GetBytes(document), DocumentFormat.Yaml, Name: null, Version: null);
        var result = await workflows.RegisterAsync(request);
        return result is { Outcome: RegisterOutcome.Created or RegisterOutcome.Unchanged, Workflow: { } registered }
            ? registered.Name
            : throw new InvalidOperationException(
                "The definition was refused: " + string.Join("; ", result.Problems.Select(problem => problem.Message))
            );
    }

    /// <inheritdoc/>
    public async Task<string> StartAsync(string workflow, JsonData input)
    {
        while (true)
        {
            var result = await executions.StartAsync(new StartRequest { Workflow = workflow, Input = input });
            if (result is { Outcome: StartOutcome.Created, Id: { } id })
                return id;
            await Task.Delay(result.Refusal?.RetryAfter ?? throw new InvalidOperationException($"The start gave {result.Outcome}."));
        }
    }

    /// <inheritdoc/>
    public async Task RunAsync(string workflow, JsonData input)
    {
        var id = await StartAsync(workflow, input);
        if (!await executions.WaitForEndAsync(id, EndLimit))
            throw new InvalidOperationException($"{id} did not end within {EndLimit}.");
    }

    /// <inheritdoc/>
    public async Task SendEventAsync(string id, string name, CancellationToken cancellationToken)
    {
        var outcome = await executions.SendEventAsync(id, new ExternalEvent(name, JsonData.Null, null, null), cancellationToken);
        if (outcome != SendEventOutcome.Accepted)
            throw new InvalidOperationException($"The event for {id} gave {outcome}.");
    }

    /// <inheritdoc/>
    public async Task<bool> IsInAsync(string id, string state, CancellationToken cancellationToken) =>
        (await executions.FindAsync(id, cancellationToken))?.State.Steps.Values.Any(step => step.State == state) == true;

    /// <inheritdoc/>
    public async Task<int> ListAsync(ExecutionQuery query, CancellationToken cancellationToken) =>
        (await executions.ListAsync(query, cancellationToken)).Count;
}
