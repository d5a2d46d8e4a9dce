using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Workflows.Server.Endpoints;

namespace Workflows.Server.Startup;

/// <summary>Logs where everything is as soon as the server listens, and when it stops.</summary>
public sealed partial class Announcement(IServer server, ListenUrls urls, IHostApplicationLifetime lifetime, ILogger<Announcement> logger)
    : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Announce);
        lifetime.ApplicationStopping.Register(LogStopping);
        lifetime.ApplicationStopped.Register(LogStopped);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Announce()
    {
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            LogListening(address, address + PageEndpoints.Docs, address + PageEndpoints.Dashboard);
        if (!urls.IsLoopbackOnly)
            LogNoAuthentication();
    }
}
