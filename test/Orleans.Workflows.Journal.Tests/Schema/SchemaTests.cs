using Microsoft.Data.Sqlite;
using Npgsql;
using Workflows.Journal.Composition;
using Workflows.Journal.Schema;
using Workflows.Journal.Tests.Contract;
using Workflows.Testing.Postgres;

namespace Workflows.Journal.Tests.Schema;

public sealed class SchemaTests
{
    [PostgresFact]
    public async Task Several_silos_may_start_at_once_on_an_empty_database()
    {
        using var database = await TestDatabase.CreateAsync(JournalProvider.PostgreSql);

        var silos = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => JournalUnderTest.StartAsync(database.Options)));

        foreach (var silo in silos)
        {
            Assert.Null(await silo.Journal.ReadSummaryAsync("nobody", default));
            await silo.DisposeAsync();
        }
    }

    [PostgresFact]
    public async Task A_PostgreSQL_database_of_a_later_build_is_left_alone()
    {
        using var database = await TestDatabase.CreateAsync(JournalProvider.PostgreSql);
        await (await JournalUnderTest.StartAsync(database.Options)).DisposeAsync();
        await using var source = NpgsqlDataSource.Create(database.Options.ConnectionString);
        await using var command = source.CreateCommand("INSERT INTO workflow_schema (number, name, checksum) VALUES (9999, 'later', 'x')");
        await command.ExecuteNonQueryAsync();

        var exception = await Assert.ThrowsAsync<SchemaMismatchException>(() => JournalUnderTest.StartAsync(database.Options));

        Assert.Contains("9999", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_was_changed_after_it_was_applied_stops_the_start()
    {
        using var database = await TestDatabase.CreateAsync(JournalProvider.Sqlite);
        await (await JournalUnderTest.StartAsync(database.Options)).DisposeAsync();
        await using (var connection = new SqliteConnection($"{database.Options.ConnectionString};Pooling=False"))
        {
            await connection.OpenAsync();
            using var command = new SqliteCommand("UPDATE workflow_schema SET checksum = 'other' WHERE number = 1", connection);
            await command.ExecuteNonQueryAsync();
        }

        await Assert.ThrowsAsync<SchemaMismatchException>(() => JournalUnderTest.StartAsync(database.Options));
    }
}
