using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Workflows.Journal.Clock;

namespace Workflows.Hosting.Clustering;

/// <summary>
/// The clock that Orleans goes by, where the engine's time is the database's. Orleans reads <c>DateTime.UtcNow</c> beside the TimeProvider of nearly each of its areas and compares the two, so that these
/// areas stay with the wall clock; what they share with other silos is translated (<see cref="DatabaseTimeMembershipTable"/>, <see cref="DatabaseTimeSiloDetails"/>). Reminders, which are kept in the
/// database, go by its clock, like the engine.
/// </summary>
/// <param name="time">The engine's time.</param>
/// <param name="orleans">Orleans' time.</param>
internal sealed class OrleansClock(TimeProvider time, [FromKeyedServices(TimeProviderNames.Membership)] TimeProvider orleans)
{
    /// <summary>Below it nothing is translated: Orleans' patience is counted in seconds.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(500);

    private static readonly string[] LocalAreas =
    [
        TimeProviderNames.Grains,
        TimeProviderNames.Messaging,
        TimeProviderNames.SystemTimers,
        TimeProviderNames.Membership,
        TimeProviderNames.ActivationManagement,
        TimeProviderNames.GrainDirectory,
    ];

    /// <summary>How far it is ahead of the engine's.</summary>
    public TimeSpan Ahead
    {
        get
        {
            var difference = orleans.GetUtcNow() - time.GetUtcNow();
            return difference.Duration() < Tolerance ? TimeSpan.Zero : difference;
        }
    }

    /// <summary>Registers it, and the clocks of Orleans' areas. A TimeProvider that the host has chosen is used in all of them, as Orleans does.</summary>
    public static void Add(IServiceCollection services)
    {
        foreach (var area in LocalAreas)
        {
            services.AddKeyedSingleton(
                area,
                static (provider, _) =>
                    provider.GetRequiredService<TimeProvider>() is var time and not DatabaseClock ? time : TimeProvider.System
            );
        }
        services.AddSingleton<OrleansClock>();
    }
}
