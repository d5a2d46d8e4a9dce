using Workflows.Journal.Sqlite;

namespace Workflows.Journal.Tests.Sqlite;

/// <summary>An empty file is a new database only where nothing says that it was an old one; what cannot be used says why.</summary>
public sealed class LostFileTests : IDisposable
{
    private readonly SqliteFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_empty_file_without_traces_becomes_a_database()
    {
        await File.WriteAllTextAsync(folder.Database, "");

        await using var journal = await folder.StartAsync();

        Assert.True(new FileInfo(folder.Database).Length > 0);
    }

    [Fact]
    public async Task A_database_that_was_emptied_is_refused()
    {
        await (await folder.StartAsync()).DisposeAsync();
        await File.WriteAllTextAsync(folder.Database, "");

        var refusal = await Assert.ThrowsAsync<DatabaseFileException>(() => folder.StartAsync());

        Assert.Contains("has been emptied", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_log_whose_database_is_gone_is_not_deleted(bool leavesEmptyFile)
    {
        await using var journal = await folder.StartAsync();
        using var image = await folder.CrashAsync();
        File.Delete(image.Database);
        File.Delete(image.At("w.db.lock"));
        if (leavesEmptyFile)
            await File.WriteAllTextAsync(image.Database, "");

        var refusal = await Assert.ThrowsAsync<DatabaseFileException>(() => image.StartAsync());

        Assert.Contains("is missing or empty, but its log", refusal.Message, StringComparison.Ordinal);
        Assert.True(new FileInfo(image.Log).Length > 0);
    }

    [Fact]
    public async Task A_database_that_was_deleted_with_its_log_is_begun_anew()
    {
        await (await folder.StartAsync()).DisposeAsync();
        File.Delete(folder.Database);

        await using var journal = await folder.StartAsync();

        Assert.True(new FileInfo(folder.Database).Length > 0);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_is_named()
    {
        Directory.CreateDirectory(folder.Database);

        var refusal = await Assert.ThrowsAsync<DatabaseFileException>(() => folder.StartAsync());

        Assert.Contains("there is a folder of that name", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_named()
    {
        await File.WriteAllTextAsync(folder.At("data"), "");

        var refusal = await Assert.ThrowsAsync<DatabaseFileException>(() => folder.StartAsync("data/w.db"));

        Assert.Contains("cannot be made", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("in use", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Data Source=:memory:", "must name a file")]
    [InlineData("Data Source=x.db;Mode=Memory", "must name a file")]
    [InlineData("Data Source=file:x.db?mode=ro", "must name a file")]
    [InlineData("Sauce=x.db", "is not one of SQLite")]
    public void A_connection_string_that_names_no_file_is_a_problem_of_the_options(string connectionString, string problem)
    {
        var options = new Composition.JournalOptions { ConnectionString = connectionString };

        Assert.Contains(problem, Assert.Single(options.Problems()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Database=x", "must name the Host")]
    [InlineData("Hots=x", "is not one of PostgreSQL")]
    [InlineData("Host=x;Port=high", "is not one of PostgreSQL")]
    public void A_connection_string_that_names_no_server_is_a_problem_of_the_options(string connectionString, string problem)
    {
        var options = new Composition.JournalOptions
        {
            Provider = Composition.JournalProvider.PostgreSql,
            ConnectionString = connectionString,
        };

        Assert.Contains(problem, Assert.Single(options.Problems()), StringComparison.Ordinal);
    }
}
