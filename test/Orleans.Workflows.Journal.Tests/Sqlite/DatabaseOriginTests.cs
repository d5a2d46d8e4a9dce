using Workflows.Journal.Sqlite;

namespace Workflows.Journal.Tests.Sqlite;

/// <summary>A file of another program is left alone, byte for byte.</summary>
public sealed class DatabaseOriginTests : IDisposable
{
    private readonly SqliteFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("CREATE TABLE customers (a)", "it holds customers")]
    [InlineData("CREATE TABLE a (x); CREATE INDEX b ON a (x); CREATE VIEW c AS SELECT 1; CREATE TABLE d (x)", "it holds a, b, c, …")]
    [InlineData("CREATE TABLE customers (a); PRAGMA journal_mode = WAL", "it holds customers")]
    [InlineData("CREATE TABLE customers (a); PRAGMA application_id = 4711", "its application_id is 4711")]
    [InlineData("CREATE TABLE customers (a); PRAGMA user_version = 77", "it holds customers")]
    [InlineData("PRAGMA user_version = 77", "its user_version is 77")]
    [InlineData("PRAGMA application_id = -1", "its application_id is 4294967295")]
    [InlineData("CREATE TABLE workflow_schema (version)", "it holds workflow_schema")]
    [InlineData("CREATE TABLE workflow_schema (number, checksum); CREATE TABLE other (a)", "it holds workflow_schema, other")]
    [InlineData("CREATE VIEW customers AS SELECT 1", "it holds customers")]
    public async Task A_database_of_another_program_is_refused_and_not_touched(string sql, string sign)
    {
        await folder.ExecuteAsync(sql);
        var before = await File.ReadAllBytesAsync(folder.Database);

        var refusal = await Assert.ThrowsAsync<DatabaseFileException>(() => folder.StartAsync());

        Assert.Contains($"belongs to another program ({sign})", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder.Database));
        Assert.False(File.Exists(folder.Log));
    }

    [Theory]
    [InlineData("CREATE TABLE customers (a)", "it holds customers")]
    [InlineData("PRAGMA application_id = 4711", "its application_id is 4711")]
    public async Task A_database_whose_tables_stand_in_its_log_only_is_refused(string sql, string sign)
    {
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder.At("open.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA journal_mode = WAL; {sql}";
            await command.ExecuteNonQueryAsync();
            File.Copy(folder.At("open.db"), folder.Database);
            File.Copy(folder.At("open.db-wal"), folder.Log);
        }
        var before = await File.ReadAllBytesAsync(folder.Log);

        var refusal = await Assert.ThrowsAsync<DatabaseFileException>(() => folder.StartAsync());

        Assert.Contains(sign, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder.Log));
    }

    [Theory]
    [InlineData("notes, not a database\n")]
    [InlineData("SQLite format 3")]
    [InlineData("x")]
    public async Task A_file_that_is_no_database_is_refused_and_not_touched(string text)
    {
        await File.WriteAllTextAsync(folder.Database, text);

        var refusal = await Assert.ThrowsAsync<DatabaseFileException>(() => folder.StartAsync());

        Assert.Contains("is no SQLite database", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(folder.Database));
    }

    [Fact]
    public async Task A_database_of_an_earlier_build_is_taken_over_and_signed()
    {
        await using (var first = await folder.StartAsync())
            await first.Journal.AppendAsync(Executions.Start(Executions.Summary("kept"), Guid.NewGuid()), default);
        await folder.ExecuteAsync("PRAGMA application_id = 0");
        // Somebody may have added a table for reports.
        await folder.ExecuteAsync("CREATE TABLE reports (a)");

        await using (var second = await folder.StartAsync())
            Assert.NotNull(await second.Journal.ReadSummaryAsync("kept", default));

        Assert.Equal((long)DatabaseOrigin.ApplicationId, await folder.ExecuteAsync("PRAGMA application_id"));
    }

    [Theory]
    [InlineData("a name with spaces.db")]
    [InlineData("100%.db")]
    [InlineData("what?.db")]
    [InlineData("#1.db")]
    public async Task A_name_with_characters_that_mean_something_in_an_address_is_a_name(string name)
    {
        await folder.ExecuteAsync("CREATE TABLE customers (a)", name);

        var refusal = await Assert.ThrowsAsync<DatabaseFileException>(() => folder.StartAsync(name));

        Assert.Contains("it holds customers", refusal.Message, StringComparison.Ordinal);
    }
}
