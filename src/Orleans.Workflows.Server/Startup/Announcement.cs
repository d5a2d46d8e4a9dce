using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Workflows.Server.Endpoints;

namespace Workflows.Server.Startup;

/// <summary>Says where everything is as soon as the server listens.</summary>
public sealed partial class Announcement(IServer server, ListenUrls urls, IHostApplicationLifetime lifetime, ILogger<Announcement> logger)
    : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Announce);
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
