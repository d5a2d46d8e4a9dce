using Microsoft.Extensions.Hosting;

namespace Workflows.Hosting.Ports;

/// <summary>Gives the silo's ports back when the host has stopped.</summary>
internal sealed class SiloPortsService(SiloPorts ports) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        ports.Dispose();
        return Task.CompletedTask;
    }
}
