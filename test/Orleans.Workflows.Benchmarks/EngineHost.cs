using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
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

    /// <summary>Starts it.</summary>
    /// <param name="store">The database.</param>
    /// <param name="addServices">Adds the handlers.</param>
    /// <param name="settings">Settings besides the store's.</param>
    /// <param name="decorate">Puts something in front of the journal; null for nothing.</param>
    public static async Task<EngineHost> StartAsync(
        Store store,
        Action<IServiceCollection> addServices,
        IReadOnlyDictionary<string, string?> settings,
        Func<IJournal, IJournal>? decorate
    )
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(store.Settings).AddInMemoryCollection(settings);
        builder.AddOrleansWorkflows();
        addServices(builder.Services);
        if (decorate is not null)
            DecorateJournal(builder.Services, decorate);
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

    private static void DecorateJournal(IServiceCollection services, Func<IJournal, IJournal> decorate)
    {
        var journal = services.Last(service => service.ServiceType == typeof(IJournal));
        services.Remove(journal);
        services.AddSingleton(provider => decorate((IJournal)journal.ImplementationFactory!(provider)));
    }
}
