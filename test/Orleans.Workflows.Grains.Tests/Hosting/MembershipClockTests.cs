using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService;
using Workflows.Grains.Tests.Support;
using Workflows.Hosting.Clustering;
using Workflows.Journal.Composition;
using Workflows.Testing.Postgres;

namespace Workflows.Grains.Tests.Hosting;

/// <summary>Orleans goes by the clock of its machine; what the silos share goes by the database's.</summary>
public sealed class MembershipClockTests
{
    private static readonly TimeSpan Difference = TimeSpan.FromMinutes(5);
    private static readonly SiloAddress Address = SiloAddress.FromParsableString("127.0.0.1:11111@7");

    private readonly FakeTimeProvider database = new(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));

    [PostgresFact]
    public async Task A_silo_reads_the_times_of_another_one_by_its_own_clock()
    {
        using var place = await Database.PostgresAsync();
        await using var engine = await Engine.StartAsync(place);
        var (ahead, behind) = (Difference, -Difference);
        var (writer, reader) = (TableOf(engine, ahead), TableOf(engine, behind));
        await writer.InitializeMembershipTable(true);
        await reader.InitializeMembershipTable(true);
        var entry = new MembershipEntry
        {
            SiloAddress = Address,
            Status = SiloStatus.Active,
            HostName = "here",
            SiloName = "one",
            StartTime = Now(ahead),
            IAmAliveTime = Now(ahead),
        };
        Assert.True(await writer.InsertRow(entry, new TableVersion(1, "0")));
        Assert.Equal(Now(ahead), entry.StartTime);

        database.Advance(TimeSpan.FromSeconds(9));
        await writer.UpdateIAmAlive(new MembershipEntry { SiloAddress = Address, IAmAliveTime = Now(ahead) });
        var (read, etag) = Assert.Single((await reader.ReadAll()).Members);
        read.AddSuspector(Address, Now(behind));
        Assert.True(await reader.UpdateRow(read, etag, new TableVersion(2, "1")));

        Assert.Equal(Now(behind) - TimeSpan.FromSeconds(9), read.StartTime);
        Assert.Equal(Now(behind), read.IAmAliveTime);
        var suspected = Assert.Single((await writer.ReadRow(Address)).Members).Item1;
        Assert.Equal(Now(ahead), Assert.Single(suspected.SuspectTimes!).Item2);
    }

    [Fact]
    public void The_generation_of_a_silo_goes_by_the_clock_of_the_database()
    {
        var before = SiloAddress.AllocateNewGeneration();
        var generation = DetailsOf(Difference).SiloAddress.Generation;
        var seconds = (int)Difference.TotalSeconds;
        Assert.InRange(generation, before - seconds, SiloAddress.AllocateNewGeneration() - seconds);
    }

    [Fact]
    public void A_silo_has_the_addresses_of_its_options()
    {
        var details = DetailsOf(TimeSpan.Zero);
        Assert.Equal("10.1.2.3:7001", details.SiloAddress.Endpoint.ToString());
        Assert.Equal("10.1.2.3:7002", details.GatewayAddress.Endpoint.ToString());
        Assert.Equal(("one", "cluster"), (details.Name, details.ClusterId));
    }

    private DateTime Now(TimeSpan ahead) => (database.GetUtcNow() + ahead).UtcDateTime;

    private OrleansClock ClockOf(TimeSpan ahead) => new(database, new ShiftedClock(database, ahead));

    private DatabaseTimeMembershipTable TableOf(Engine engine, TimeSpan ahead)
    {
        var journal = engine.Services.GetRequiredService<JournalDatabase>();
        var options = new AdoNetClusteringSiloOptions { Invariant = journal.Invariant, DataSource = journal.DataSource };
        var table = new AdoNetClusteringTable(
            engine.Services,
            Options.Create(new ClusterOptions { ClusterId = "apart", ServiceId = "apart" }),
            Options.Create(options),
            NullLogger<AdoNetClusteringTable>.Instance
        );
        return new DatabaseTimeMembershipTable(table, ClockOf(ahead));
    }

    private DatabaseTimeSiloDetails DetailsOf(TimeSpan ahead) =>
        new(
            Options.Create(new SiloOptions { SiloName = "one" }),
            Options.Create(new ClusterOptions { ClusterId = "cluster" }),
            Options.Create(
                new EndpointOptions
                {
                    AdvertisedIPAddress = System.Net.IPAddress.Parse("10.1.2.3"),
                    SiloPort = 7001,
                    GatewayPort = 7002,
                }
            ),
            database,
            ClockOf(ahead)
        );

    private sealed class ShiftedClock(TimeProvider time, TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + by;
    }
}
