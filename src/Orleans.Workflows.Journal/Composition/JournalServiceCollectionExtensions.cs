using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Workflows.Journal.Appending;
using Workflows.Journal.Clock;
using Workflows.Journal.PostgreSql;
using Workflows.Journal.Queues;
using Workflows.Journal.Retention;
using Workflows.Journal.Schema;
using Workflows.Journal.Sqlite;
using Workflows.Journal.Storage;

namespace Workflows.Journal.Composition;

/// <summary>Adds the journal to a host.</summary>
public static class JournalServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IJournal"/>, <see cref="ITaskQueues"/>, <see cref="IJournalRetention"/>, <see cref="JournalDatabase"/> and <see cref="IJournalSchema"/>, and a hosted service that makes the
    /// database ready, starts the journal
    /// and drains it at the end. Call it before Orleans is added: hosted services start in the order of their registration and stop in
    /// reverse.
    /// </summary>
    /// <param name="services">
    /// The host's services. A registered TimeProvider is used; without one, or with <see cref="TimeProvider.System"/>, the time is that of the database on PostgreSQL (<see cref="DatabaseClock"/>) and
    /// that of the system on SQLite.
    /// </param>
    /// <param name="configure">Sets the options; they are validated at the start.</param>
    public static IServiceCollection AddJournal(this IServiceCollection services, Action<JournalOptions> configure)
    {
        services.AddOptions<JournalOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<JournalOptions>, JournalOptionsValidator>();
        AddTime(services);
        services.AddSingleton<JournalDatabase>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<JournalOptions>>().Value;
            return options.Provider == JournalProvider.Sqlite
                ? new SqliteDatabase(options, provider.GetRequiredService<TimeProvider>())
                : new PostgreSqlDatabase(options);
        });
        services.AddSingleton<IJournalSchema>(provider => CreateSchema(provider));
        services.AddSingleton<IJournalStore>(provider => CreateStore(provider));
        services.AddSingleton(provider => new GroupCommitJournal(
            provider.GetRequiredService<IJournalStore>(),
            provider.GetRequiredService<IOptions<JournalOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            Random.Shared,
            provider.GetRequiredService<ILogger<GroupCommitJournal>>()
        ));
        services.AddSingleton<IJournal>(provider => provider.GetRequiredService<GroupCommitJournal>());
        services.AddSingleton<IJournalRetention>(provider => provider.GetRequiredService<GroupCommitJournal>());
        services.AddSingleton<ITaskQueues>(provider => new TaskQueues(
            provider.GetRequiredService<GroupCommitJournal>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddHostedService<JournalService>();
        services.AddHostedService<DatabaseClockService>();
        return services;
    }

    /// <summary>Several processes share a PostgreSQL, and their wall clocks differ; a SQLite file has one process.</summary>
    private static void AddTime(IServiceCollection services)
    {
        services.TryAddKeyedSingleton(DatabaseClock.LocalClock, TimeProvider.System);
        services.AddSingleton(provider => new DatabaseClock(
            new PostgreSqlClockSource((PostgreSqlDatabase)provider.GetRequiredService<JournalDatabase>()),
            provider.GetRequiredKeyedService<TimeProvider>(DatabaseClock.LocalClock),
            provider.GetRequiredService<ILogger<DatabaseClock>>()
        ));

        // Whoever adds the system's clock (authentication does, where none is there yet) has not chosen one.
        var chosen = services.LastOrDefault(service => service.ServiceType == typeof(TimeProvider) && !service.IsKeyedService);
        if (chosen is not null && chosen.ImplementationInstance != TimeProvider.System)
            return;

        services.AddSingleton(provider =>
            provider.GetRequiredService<IOptions<JournalOptions>>().Value.Provider == JournalProvider.PostgreSql
                ? provider.GetRequiredService<DatabaseClock>()
                : TimeProvider.System
        );
    }

    private static IJournalSchema CreateSchema(IServiceProvider provider) =>
        provider.GetRequiredService<JournalDatabase>() switch
        {
            SqliteDatabase sqlite => new SqliteSchema(
                sqlite,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SqliteSchema>>()
            ),
            PostgreSqlDatabase postgres => new PostgreSqlSchema(
                postgres,
                provider.GetRequiredService<IOptions<JournalOptions>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                Random.Shared,
                provider.GetRequiredService<ILogger<PostgreSqlSchema>>()
            ),
            var other => throw new InvalidOperationException($"{other.GetType()} has no schema."),
        };

    private static IJournalStore CreateStore(IServiceProvider provider)
    {
        var schema = provider.GetRequiredService<IJournalSchema>();
        var options = provider.GetRequiredService<IOptions<JournalOptions>>().Value;
        return provider.GetRequiredService<JournalDatabase>() switch
        {
            SqliteDatabase sqlite => new SqliteStore(
                sqlite,
                schema,
                options,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SqliteStore>>()
            ),
            PostgreSqlDatabase postgres => new PostgreSqlStore(postgres, schema, options),
            var other => throw new InvalidOperationException($"{other.GetType()} has no store."),
        };
    }
}
