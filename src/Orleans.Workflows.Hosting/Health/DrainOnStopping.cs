using Microsoft.Extensions.Hosting;
using Workflows.Grains.Timers;

namespace Workflows.Hosting.Health;

/// <summary>
/// Begins the drain as soon as the host is told to stop: hosted services stop in turn, and the web server, which stops first, would wait for streams and waits that only the drain ends.
/// </summary>
internal sealed class DrainOnStopping(IHostApplicationLifetime lifetime, SiloDrain drain) : IHostedService, IDisposable
{
    private CancellationTokenRegistration registration;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        registration = lifetime.ApplicationStopping.UnsafeRegister(static state => _ = ((SiloDrain)state!).BeginAsync(), drain);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => registration.Dispose();
}
