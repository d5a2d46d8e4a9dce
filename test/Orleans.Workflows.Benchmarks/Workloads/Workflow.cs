using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Grains.Contracts;
using Workflows.Language.Data;
using Workflows.Language.Documents;

namespace Workflows.Benchmarks.Workloads;

/// <summary>A registered workflow whose executions are started and awaited.</summary>
internal sealed class Workflow
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(3);

    private readonly IExecutions executions;
    private readonly string name;

    private Workflow(IExecutions executions, string name) => (this.executions, this.name) = (executions, name);

    /// <summary>Registers a definition.</summary>
    /// <param name="services">Those of the engine.</param>
    /// <param name="document">YAML.</param>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public static async Task<Workflow> RegisterAsync(IServiceProvider services, string document)
    {
        var request = new RegisterRequest(Encoding.UTF8.GetBytes(document), DocumentFormat.Yaml, Name: null, Version: null);
        var result = await services.GetRequiredService<IWorkflows>().RegisterAsync(request);
        return result is { Outcome: RegisterOutcome.Created or RegisterOutcome.Unchanged, Workflow: { } registered }
            ? new Workflow(services.GetRequiredService<IExecutions>(), registered.Name)
            : throw new InvalidOperationException(
                "The definition was refused: " + string.Join("; ", result.Problems.Select(problem => problem.Message))
            );
    }

    /// <summary>Starts an execution, later where the engine has too much to do; its id.</summary>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public async Task<string> StartAsync(JsonData input)
    {
        while (true)
        {
            var result = await executions.StartAsync(new StartRequest { Workflow = name, Input = input });
            if (result is { Outcome: StartOutcome.Created, Id: { } id })
                return id;
            await Task.Delay(result.Refusal?.RetryAfter ?? throw new InvalidOperationException($"The start gave {result.Outcome}."));
        }
    }

    /// <summary>Waits until an execution has ended.</summary>
    /// <exception cref="InvalidOperationException">It did not end.</exception>
    public async Task WaitForEndAsync(string id)
    {
        if (!await executions.WaitForEndAsync(id, EndLimit))
            throw new InvalidOperationException($"{id} did not end within {EndLimit}.");
    }

    /// <summary>Starts an execution and waits until it has ended.</summary>
    /// <exception cref="InvalidOperationException">It did not end.</exception>
    public async Task RunAsync(JsonData input) => await WaitForEndAsync(await StartAsync(input));
}
