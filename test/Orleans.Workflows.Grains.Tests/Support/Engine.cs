using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tasks.Mocks;
using Workflows.Hosting;
using Workflows.Hosting.Options;
using Workflows.Journal;
using Workflows.Journal.Composition;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Testing;

namespace Workflows.Grains.Tests.Support;

/// <summary>A whole engine in this process: a host with a silo, on a database of its own or on a given one.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly IHost host;

    private Engine(IHost started) => host = started;

    public IWorkflows Workflows => host.Services.GetRequiredService<IWorkflows>();

    public IExecutions Executions => host.Services.GetRequiredService<IExecutions>();

    public IJournal Journal => host.Services.GetRequiredService<IJournal>();

    public IServiceProvider Services => host.Services;

    /// <summary>Starts an engine.</summary>
    /// <param name="database">Where it keeps everything.</param>
    /// <param name="services">Registers handlers, or puts something before the journal.</param>
    public static async Task<Engine> StartAsync(
        Database database,
        Action<IServiceCollection>? services = null,
        Action<WorkflowsOptions>? configure = null
    )
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new TestLog());
        builder.AddOrleansWorkflows(options =>
        {
            options.Storage.Provider = database.Provider;
            options.Storage.ConnectionString = database.ConnectionString;
            options.Tasks.DrainSeconds = 1;
            configure?.Invoke(options);
        });
        services?.Invoke(builder.Services);
        var started = builder.Build();
        await started.StartAsync();
        return new Engine(started);
    }

    /// <summary>Registers a definition in YAML.</summary>
    public async Task<RegisteredWorkflow> RegisterAsync(string yaml)
    {
        var result = await Workflows.RegisterAsync(new RegisterRequest(Encoding.UTF8.GetBytes(yaml), DocumentFormat.Yaml, null, null));
        Assert.DoesNotContain(result.Problems, problem => problem.Severity == Severity.Error);
        return result.Workflow!;
    }

    /// <summary>Starts an execution and gives its id.</summary>
    public async Task<string> StartAsync(string workflow, string input = "{}", string? id = null)
    {
        var result = await Executions.StartAsync(
            new StartRequest
            {
                Workflow = workflow,
                Input = Json(input),
                Id = id,
            }
        );
        Assert.Equal(StartOutcome.Created, result.Outcome);
        return result.Id!;
    }

    /// <summary>Waits for the end of an execution and gives its state.</summary>
    public async Task<ExecutionState> EndOfAsync(string id)
    {
        Assert.True(await Executions.WaitForEndAsync(id, TimeSpan.FromSeconds(30)), $"Execution {id} did not end in time.");
        return await StateOfAsync(id);
    }

    public async Task<ExecutionState> StateOfAsync(string id) => (await Executions.FindAsync(id))!.State;

    /// <summary>The types of the events of an execution, in order.</summary>
    public async Task<IReadOnlyList<string>> HistoryOfAsync(string id) =>
        [.. (await Executions.ReadHistoryAsync(id, 0, 1_000))!.Select(item => item.Event.GetType().Name)];

    /// <summary>Waits until the summary of an execution is as it should be.</summary>
    public Task SummaryAsync(string id, Func<Journal.Reading.ExecutionSummary, bool> condition) =>
        Poll.UntilAsync(async () => await Journal.ReadSummaryAsync(id, default) is { } summary && condition(summary));

    public static JsonData Json(string text) => JsonData.FromTrustedUtf8(Encoding.UTF8.GetBytes(text));

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
