using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Workflows.Journal.Clock;

namespace Workflows.Hosting.Clustering;

/// <summary>
/// What Orleans knows of its own silo, with a generation by the database's clock. Orleans numbers the starts of a silo at one address by the clock of its machine, and takes the lower number for dead:
/// where that clock was set back since the last start, the new silo would stop at once.
/// </summary>
internal sealed class DatabaseTimeSiloDetails : ILocalSiloDetails
{
    private readonly EndpointOptions endpoints;
    private readonly TimeProvider time;
    private readonly OrleansClock clock;
    private readonly Lazy<SiloAddress> address;

    public DatabaseTimeSiloDetails(
        IOptions<SiloOptions> silo,
        IOptions<ClusterOptions> cluster,
        IOptions<EndpointOptions> endpoints,
        TimeProvider time,
        OrleansClock clock
    )
    {
        Name = silo.Value.SiloName;
        ClusterId = cluster.Value.ClusterId;
        DnsHostName = Dns.GetHostName();
        this.endpoints = endpoints.Value;
        this.time = time;
        this.clock = clock;
        address = new Lazy<SiloAddress>(CreateAddress);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string ClusterId { get; }

    /// <inheritdoc/>
    public string DnsHostName { get; }

    /// <inheritdoc/>
    public SiloAddress SiloAddress => address.Value;

    /// <inheritdoc/>
    public SiloAddress GatewayAddress => SiloAddress.New(endpoints.AdvertisedIPAddress, endpoints.GatewayPort, 0);

    private SiloAddress CreateAddress()
    {
        // Orleans asks for the address while the host is put together, before any service of it starts. A database that does not answer yet is waited for later; until then the machine's clock has to do.
        if (time is DatabaseClock database)
            database.TryReadFirst();
        // The generation counts seconds.
        var generation = SiloAddress.AllocateNewGeneration() - (int)Math.Round(clock.Ahead.TotalSeconds);
        return SiloAddress.New(endpoints.AdvertisedIPAddress, endpoints.SiloPort, generation);
    }
}
