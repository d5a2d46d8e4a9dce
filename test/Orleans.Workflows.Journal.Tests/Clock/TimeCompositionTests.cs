using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Workflows.Journal.Clock;
using Workflows.Journal.Composition;
using Workflows.Testing.Postgres;

namespace Workflows.Journal.Tests.Clock;

public sealed class TimeCompositionTests
{
    private readonly ServiceCollection services = [];

    [Fact]
    public async Task On_PostgreSQL_the_time_of_a_host_is_that_of_the_database()
    {
        Assert.IsType<DatabaseClock>(await TimeOfAsync(JournalProvider.PostgreSql));
    }

    [Fact]
    public async Task On_PostgreSQL_the_system_clock_that_another_library_added_is_replaced()
    {
        services.TryAddSingleton(TimeProvider.System);
        Assert.IsType<DatabaseClock>(await TimeOfAsync(JournalProvider.PostgreSql));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_time_that_the_host_has_chosen_is_used(bool registeredBefore)
    {
        var time = new FakeTimeProvider();
        if (registeredBefore)
            services.AddSingleton<TimeProvider>(time);
        var used = await TimeOfAsync(JournalProvider.PostgreSql, registeredBefore ? null : time);
        Assert.Same(time, used);
    }

    [Fact]
    public async Task On_SQLite_the_time_of_a_host_is_that_of_the_system()
    {
        Assert.Same(TimeProvider.System, await TimeOfAsync(JournalProvider.Sqlite));
    }

    [PostgresFact]
    public async Task The_clock_of_the_database_is_read_before_the_next_hosted_service_starts()
    {
        var local = new FakeMachine(new FakeTimeProvider(Executions.Noon));
        services.AddKeyedSingleton<TimeProvider>(DatabaseClock.LocalClock, local);
        var connection = await (await PostgresServer.GetSharedAsync()).CreateDatabaseAsync();
        await using var provider = Build(JournalProvider.PostgreSql, connection);
        var hosted = provider.GetServices<IHostedService>().ToList();
        foreach (var service in hosted)
            await service.StartAsync(default);

        var now = provider.GetRequiredService<TimeProvider>().GetUtcNow();

        Assert.InRange(now - DateTimeOffset.UtcNow, -TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1));
        foreach (var service in Enumerable.Reverse(hosted))
            await service.StopAsync(default);
    }

    private async Task<TimeProvider> TimeOfAsync(JournalProvider database, TimeProvider? registeredAfter = null)
    {
        var connection = database == JournalProvider.Sqlite ? "Data Source=never-opened.db" : "Host=127.0.0.1;Port=1;Username=nobody";
        await using var provider = Build(database, connection, registeredAfter);
        return provider.GetRequiredService<TimeProvider>();
    }

    private ServiceProvider Build(JournalProvider database, string connection, TimeProvider? registeredAfter = null)
    {
        services.AddLogging();
        services.AddSingleton<IHostApplicationLifetime, RunningHost>();
        services.AddJournal(options => (options.Provider, options.ConnectionString) = (database, connection));
        if (registeredAfter is not null)
            services.AddSingleton(registeredAfter);
        return services.BuildServiceProvider();
    }

    /// <summary>A host that runs for as long as the test.</summary>
    private sealed class RunningHost : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => new(canceled: true);

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => throw new InvalidOperationException("The test stops its host itself.");
    }
}
