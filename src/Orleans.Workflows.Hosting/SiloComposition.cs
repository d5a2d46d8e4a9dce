using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService;
using Workflows.Grains;
using Workflows.Hosting.Clustering;
using Workflows.Hosting.Health;
using Workflows.Hosting.Options;
using Workflows.Hosting.Ports;
using Workflows.Journal.Composition;

namespace Workflows.Hosting;

/// <summary>What Orleans gets: its clustering, storage and reminders in the journal's database.</summary>
internal static class SiloComposition
{
    /// <summary>Part of the keys of everything that Orleans stores: it can never change.</summary>
    private const string ServiceId = "orleans-workflows";

    /// <summary>
    /// Grains whose address a silo remembers. Orleans' default of 1,000,000 keeps about 290 bytes for each of the last million executions, though nearly all of them have ended or sleep.
    /// </summary>
    private const int RememberedAddresses = 20_000;

    public static void Configure(ISiloBuilder silo, WorkflowsOptions options, SiloPorts ports)
    {
        if (options.Storage.Provider == JournalProvider.Sqlite)
            silo.UseLocalhostClustering(ports.Silo, ports.Gateway, serviceId: ServiceId, clusterId: options.Silo.ClusterId);
        else
            UseCluster(silo, options, ports);

        silo.UseAdoNetReminderService(reminders =>
            reminders.Configure<JournalDatabase>(
                (target, database) => (target.Invariant, target.DataSource) = (database.Invariant, database.DataSource)
            )
        );
        foreach (var name in new[] { StorageNames.Definitions, StorageNames.Snapshots })
        {
            silo.AddAdoNetGrainStorage(
                name,
                storage =>
                    storage.Configure<JournalDatabase>(
                        (target, database) =>
                        {
                            (target.Invariant, target.DataSource) = (database.Invariant, database.DataSource);
                            target.GrainStorageSerializer = new GrainStateSerializer();
                            // Without it the rows of deleted executions stay, empty.
                            target.DeleteStateOnClear = true;
                        }
                    )
            );
        }
        OrleansClock.Add(silo.Services);
        silo.Configure<GrainDirectoryOptions>(directory => directory.CacheSize = RememberedAddresses);
        silo.AddActivityPropagation();
        silo.Services.AddSingleton<IFatalErrorHandler, SiloDeath>();
    }

    private static void UseCluster(ISiloBuilder silo, WorkflowsOptions options, SiloPorts ports)
    {
        silo.UseAdoNetClustering(clustering =>
            clustering.Configure<JournalDatabase>(
                (target, database) => (target.Invariant, target.DataSource) = (database.Invariant, database.DataSource)
            )
        );
        silo.Services.AddSingleton<AdoNetClusteringTable>().AddSingleton<IMembershipTable, DatabaseTimeMembershipTable>();
        silo.Services.AddSingleton<ILocalSiloDetails, DatabaseTimeSiloDetails>();
        silo.ConfigureEndpoints(IPAddress.Parse(options.Silo.AdvertisedAddress), ports.Silo, ports.Gateway);
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.Silo.ClusterId, ServiceId));
        silo.Configure<ClusterMembershipOptions>(ConfigureMembership);
    }

    private static void ConfigureMembership(ClusterMembershipOptions membership)
    {
        // With Orleans' defaults a new silo waits 101 s for the rows of silos that were killed; measured with these: 4 s.
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(2);
        membership.NumMissedTableIAmAliveLimit = 2;
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        // A silo that does not answer is otherwise probed through another one. Where both are dead, each is to testify about the other, and neither is declared dead before the table is read again.
        membership.EnableIndirectProbes = false;
        // Silos tell each other of members with times by the clock of their own machine. A silo that joins is probed like any other: its start time need not say for how long it has tried.
        membership.EvictWhenMaxJoinAttemptTimeExceeded = false;
        // Starts are numbered by the clock of their machine, and a number that is older than this counts as dead.
        membership.SiloGenerationRetirementAge = TimeSpan.FromDays(1);
        // By the table a silo that stood still learns that it was declared dead; with Orleans' default it would go on as if it lived for up to 60 s.
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
    }
}
