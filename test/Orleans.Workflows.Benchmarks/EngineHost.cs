using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Benchmarks.Driving;
using Workflows.Hosting;
using Workflows.Journal;
using Workflows.Server;
using Workflows.Server.Startup;

namespace Workflows.Benchmarks;

/// <summary>The engine in this process, on one database: alone, or inside of the server.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly IHost host;

    private EngineHost(IHost host, IEngineClient client) => (this.host, Client) = (host, client);

    /// <summary>Its services.</summary>
    public IServiceProvider Services => host.Services;

    /// <summary>Drives it.</summary>
    public IEngineClient Client { get; }

    /// <summary>Starts it.</summary>
    /// <param name="run">Says on which database, with which handlers, and whether inside of the server.</param>
    /// <param name="settings">Settings besides those of database and handlers.</param>
    /// <param name="decorate">Puts something in front of the journal; null for nothing.</param>
    public static Task<EngineHost> StartAsync(
        WorkloadRun run,
        IReadOnlyDictionary<string, string?> settings,
        Func<IJournal, IJournal>? decorate
    )
    {
        KeyValuePair<string, string?>[] all = [.. run.Store.Settings, .. run.Handlers.Settings, .. settings];
        return run.IsHttp ? StartServerAsync(all, Complete) : StartAloneAsync(all, Complete);

        void Complete(IHostApplicationBuilder builder)
        {
            builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
            run.Handlers.AddTo(builder.Services);
            if (decorate is not null)
                DecorateJournal(builder.Services, decorate);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        (Client as IDisposable)?.Dispose();
        await host.StopAsync();
        host.Dispose();
    }

    private static async Task<EngineHost> StartAloneAsync(
        IEnumerable<KeyValuePair<string, string?>> settings,
        Action<IHostApplicationBuilder> complete
    )
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddOrleansWorkflows();
        complete(builder);
        var engine = builder.Build();
        await engine.StartAsync();
        return new EngineHost(engine, new InProcessClient(engine.Services));
    }

    /// <summary>Starts the server as its own program puts it together.</summary>
    private static async Task<EngineHost> StartServerAsync(
        IEnumerable<KeyValuePair<string, string?>> settings,
        Action<IHostApplicationBuilder> complete
    )
    {
        string[] arguments =
        [
            "--urls=http://127.0.0.1:0",
            "--Logging:LogLevel:Default=Warning",
            .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        var server = ServerApplication.Create(
            arguments,
            builder =>
            {
                Engine.Add(builder);
                complete(builder);
            }
        );
        await server.StartAsync();
        return new EngineHost(server, new RestClient(new Uri(server.Urls.Single())));
    }

    private static void DecorateJournal(IServiceCollection services, Func<IJournal, IJournal> decorate)
    {
        var journal = services.Last(service => service.ServiceType == typeof(IJournal));
        services.Remove(journal);
        services.AddSingleton(provider => decorate((IJournal)journal.ImplementationFactory!(provider)));
    }
}
