using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Storage;
using Workflows.Journal.Composition;
using Workflows.Journal.Tests.Contract;
using Workflows.Testing;
using Workflows.Testing.Postgres;

namespace Workflows.Journal.Tests.Silos;

/// <summary>
/// Orleans' own ADO.NET providers work on the tables and queries that the migrations make. A silo per test, composed as a host composes it.
/// </summary>
public abstract class OrleansTablesContract(JournalProvider provider) : IAsyncLifetime
{
    private static readonly GrainId Grain = GrainId.Create("counter", "order/1");

    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync(provider);

    public Task DisposeAsync()
    {
        database.Dispose();
        return Task.CompletedTask;
    }

    [ContractFact]
    public async Task Grain_storage_keeps_states_and_refuses_stale_ones()
    {
        using var silo = await StartSiloAsync();
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var state = new GrainState<Counter>(new Counter { Value = 1 });
        await storage.ReadStateAsync("counter", Grain, state);
        Assert.False(state.RecordExists);

        state.State = new Counter { Value = 7 };
        await storage.WriteStateAsync("counter", Grain, state);
        var stale = new GrainState<Counter>(new Counter(), state.ETag);
        state.State!.Value = 8;
        await storage.WriteStateAsync("counter", Grain, state);

        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => storage.WriteStateAsync("counter", Grain, stale));
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() =>
            storage.WriteStateAsync("counter", Grain, new GrainState<Counter>(new Counter()))
        );
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => storage.ClearStateAsync("counter", Grain, stale));
        var read = new GrainState<Counter>(new Counter());
        await storage.ReadStateAsync("counter", Grain, read);
        Assert.Equal((8, true, state.ETag), (read.State!.Value, read.RecordExists, read.ETag));

        await storage.ClearStateAsync("counter", Grain, read);
        await storage.ReadStateAsync("counter", Grain, read);
        Assert.False(read.RecordExists);
        await storage.WriteStateAsync("counter", Grain, read);
        await silo.StopAsync();
    }

    [ContractFact]
    public async Task Cleared_states_are_deleted_where_that_is_asked_for()
    {
        using var silo = await StartSiloAsync();
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>("Deleting");
        var state = new GrainState<Counter>(new Counter { Value = 1 });
        await storage.WriteStateAsync("counter", Grain, state);

        await storage.ClearStateAsync("counter", Grain, state);

        Assert.Null(state.ETag);
        await storage.WriteStateAsync("counter", Grain, state);
        Assert.Equal("1", state.ETag);
        await silo.StopAsync();
    }

    [ContractFact]
    public async Task Reminders_are_kept_found_by_grain_and_by_range_and_removed()
    {
        using var silo = await StartSiloAsync();
        var table = silo.Services.GetRequiredService<IReminderTable>();
        var entry = new ReminderEntry
        {
            GrainId = Grain,
            ReminderName = "shard",
            StartAt = new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            Period = TimeSpan.FromMinutes(1),
        };

        var first = await table.UpsertRow(entry);
        var second = await table.UpsertRow(entry);

        Assert.NotEqual(first, second);
        var read = await table.ReadRow(Grain, "shard");
        Assert.Equal((entry.StartAt, entry.Period, second), (read!.StartAt, read.Period, read.ETag));
        Assert.Single((await table.ReadRows(Grain)).Reminders);
        Assert.Single((await table.ReadRows(0, 0)).Reminders);
        var hash = Grain.GetUniformHashCode();
        Assert.Single((await table.ReadRows(hash - 1, hash)).Reminders);
        Assert.Empty((await table.ReadRows(hash, hash + 1)).Reminders);
        Assert.False(await table.RemoveRow(Grain, "shard", first!));
        Assert.True(await table.RemoveRow(Grain, "shard", second!));
        Assert.Empty((await table.ReadRows(Grain)).Reminders);
        await silo.StopAsync();
    }

    private protected async Task<IHost> StartSiloAsync(Action<ISiloBuilder, JournalDatabase>? cluster = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddJournal(options =>
        {
            options.Provider = database.Options.Provider;
            options.ConnectionString = database.Options.ConnectionString;
        });
        builder.UseOrleans(silo =>
        {
            if (cluster is null)
                silo.UseLocalhostClustering(FreePort(), FreePort());
            silo.AddAdoNetGrainStorage("Default", options => options.DeleteStateOnClear = false);
            silo.AddAdoNetGrainStorage("Deleting", options => options.DeleteStateOnClear = true);
            silo.UseAdoNetReminderService(options => options.Invariant = "unset");
            if (cluster is not null)
            {
                silo.ConfigureEndpoints(IPAddress.Loopback, FreePort(), FreePort());
                silo.UseAdoNetClustering(options => options.Invariant = "unset");
            }
            foreach (var name in new[] { "Default", "Deleting" })
            {
                silo.Services.AddOptions<AdoNetGrainStorageOptions>(name)
                    .Configure<JournalDatabase>(
                        (options, journal) => (options.Invariant, options.DataSource) = (journal.Invariant, journal.DataSource)
                    );
            }
            silo.Services.AddOptions<AdoNetReminderTableOptions>()
                .Configure<JournalDatabase>(
                    (options, journal) => (options.Invariant, options.DataSource) = (journal.Invariant, journal.DataSource)
                );
            silo.Services.AddOptions<AdoNetClusteringSiloOptions>()
                .Configure<JournalDatabase>(
                    (options, journal) => (options.Invariant, options.DataSource) = (journal.Invariant, journal.DataSource)
                );
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Counter
    {
        public int Value { get; set; }
    }
}

public sealed class SqliteOrleansTablesTests() : OrleansTablesContract(JournalProvider.Sqlite);

[OnPostgres]
public sealed class PostgreSqlOrleansTablesTests() : OrleansTablesContract(JournalProvider.PostgreSql)
{
    [ContractFact]
    public async Task Silos_find_each_other_in_the_membership_table_and_leave_it_when_defunct()
    {
        using var first = await StartSiloAsync((_, _) => { });
        using var second = await StartSiloAsync((_, _) => { });
        var management = first.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        await Poll.UntilAsync(async () => (await management.GetHosts(onlyActive: true)).Count == 2);

        await second.StopAsync();

        await Poll.UntilAsync(async () => (await management.GetHosts(onlyActive: true)).Count == 1);
        var table = first.Services.GetRequiredService<IMembershipTable>();
        Assert.Equal(2, (await table.ReadAllAsync()).Members.Count);
        await table.CleanupDefunctSiloEntriesAsync(DateTimeOffset.UtcNow.AddDays(1));
        var left = Assert.Single((await table.ReadAllAsync()).Members).Item1;
        Assert.Equal(SiloStatus.Active, left.Status);
        Assert.Equal(left.SiloAddress, Assert.Single((await table.ReadRowAsync(left.SiloAddress)).Members).Item1.SiloAddress);
        await first.StopAsync();
    }
}
