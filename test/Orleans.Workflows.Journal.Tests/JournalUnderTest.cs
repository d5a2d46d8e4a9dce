using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Journal.Appending;
using Workflows.Journal.Composition;
using Workflows.Journal.PostgreSql;
using Workflows.Journal.Sqlite;
using Workflows.Journal.Storage;

namespace Workflows.Journal.Tests;

/// <summary>
/// A journal on a database of a test, as a process would have it; several on the same PostgreSQL database are several silos.
/// </summary>
internal sealed class JournalUnderTest : IAsyncDisposable
{
    private JournalUnderTest(GroupCommitJournal journal, JournalDatabase database)
    {
        Journal = journal;
        Database = database;
    }

    public GroupCommitJournal Journal { get; }

    public JournalDatabase Database { get; }

    public static async Task<JournalUnderTest> StartAsync(
        JournalOptions options,
        Func<IJournalStore, IJournalStore>? wrap = null,
        TimeProvider? time = null,
        ILogger<SqliteSchema>? log = null
    )
    {
        time ??= TimeProvider.System;
        JournalDatabase database =
            options.Provider == JournalProvider.Sqlite ? new SqliteDatabase(options, time) : new PostgreSqlDatabase(options);
        IJournalStore store = database switch
        {
            SqliteDatabase sqlite => new SqliteStore(
                sqlite,
                new SqliteSchema(sqlite, time, log ?? NullLogger<SqliteSchema>.Instance),
                options,
                time,
                NullLogger<SqliteStore>.Instance
            ),
            PostgreSqlDatabase postgres => new PostgreSqlStore(
                postgres,
                new PostgreSqlSchema(postgres, options, time, Random.Shared, NullLogger<PostgreSqlSchema>.Instance),
                options
            ),
            _ => throw new InvalidOperationException(),
        };
        var journal = new GroupCommitJournal(
            wrap?.Invoke(store) ?? store,
            options,
            time,
            Random.Shared,
            NullLogger<GroupCommitJournal>.Instance
        );
        var under = new JournalUnderTest(journal, database);
        try
        {
            await journal.StartAsync(CancellationToken.None);
            return under;
        }
        catch
        {
            await under.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        await Database.DisposeAsync();
    }
}
