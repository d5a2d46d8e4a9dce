using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Workflows.Grains.Retention;

/// <summary>Runs the sweep while the silo is active.</summary>
internal sealed class RetentionService(RetentionSweep sweep) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private Task sweeping = Task.CompletedTask;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(RetentionService), ServiceLifecycleStage.Active + 1, StartAsync, StopAsync);

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private Task StartAsync(CancellationToken cancellationToken)
    {
        // On the thread pool: the lifecycle must not wait for it.
        sweeping = Task.Run(() => sweep.RunAsync(stop.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        await sweeping.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

/// <summary>Adds retention to a silo. Hosts call <c>AddOrleansWorkflows</c> instead, which does this too.</summary>
public static class RetentionServices
{
    /// <summary>Adds the sweep; the grains' services and the journal have to be there.</summary>
    /// <param name="services">The services of the silo.</param>
    /// <param name="options">How long executions are kept.</param>
    public static IServiceCollection AddWorkflowRetention(this IServiceCollection services, RetentionOptions options) =>
        services
            .AddSingleton(options)
            .AddSingleton<RetentionSweep>()
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, RetentionService>();
}
