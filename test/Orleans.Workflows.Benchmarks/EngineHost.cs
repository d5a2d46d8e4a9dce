using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Benchmarks.Measuring;
using Workflows.Benchmarks.Workloads;
using Workflows.Hosting;
using Workflows.Journal;

namespace Workflows.Benchmarks;

/// <summary>The engine in this process, on one database.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly IHost host;

    private EngineHost(IHost host) => this.host = host;

    /// <summary>Its services.</summary>
    public IServiceProvider Services => host.Services;

    /// <summary>How many appends were asked for so far.</summary>
    public long Appends => ((CountingJournal)Services.GetRequiredService<IJournal>()).Appends;

    /// <summary>Starts it.</summary>
    public static async Task<EngineHost> StartAsync(string provider, string connectionString)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Storage:Provider"] = provider,
                ["Storage:ConnectionString"] = connectionString,
            }
        );
        builder.AddOrleansWorkflows();
        Order10.AddHandlers(builder.Services);
        CountAppends(builder.Services);
        var engine = new EngineHost(builder.Build());
        await engine.host.StartAsync();
        return engine;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    private static void CountAppends(IServiceCollection services)
    {
        var journal = services.Last(service => service.ServiceType == typeof(IJournal));
        services.Remove(journal);
        services.AddSingleton<IJournal>(provider => new CountingJournal((IJournal)Create(journal, provider)));
    }

    private static object Create(ServiceDescriptor service, IServiceProvider provider) =>
        service.ImplementationInstance
        ?? service.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!);
}
