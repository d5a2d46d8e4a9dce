using Workflows.Journal.Sqlite;

namespace Workflows.Journal.Tests.Sqlite;

/// <summary>A file serves one process, whatever names it has.</summary>
public sealed class DatabaseLockTests : IDisposable
{
    private readonly SqliteFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("the same name")]
    [InlineData("a symbolic link")]
    [InlineData("a link to a link")]
    [InlineData("a linked folder")]
    [InlineData("a hard link")]
    [InlineData("a link to a hard link")]
    public async Task A_second_process_is_refused_under_any_name_of_the_file(string kind)
    {
        await using var first = await folder.StartAsync();

        await Assert.ThrowsAsync<DatabaseInUseException>(() => folder.StartAsync(OtherName(kind)));
    }

    [Fact]
    public async Task The_name_of_the_file_is_refused_while_a_server_has_it_under_a_link()
    {
        await (await folder.StartAsync()).DisposeAsync();
        await using var first = await folder.StartAsync(OtherName("a symbolic link"));

        await Assert.ThrowsAsync<DatabaseInUseException>(() => folder.StartAsync());
    }

    [Theory]
    [InlineData("a symbolic link")]
    [InlineData("a linked folder")]
    [InlineData("a hard link")]
    public async Task A_stopped_server_leaves_the_file_free_under_every_name(string kind)
    {
        await using (var first = await folder.StartAsync())
            await first.Journal.AppendAsync(Executions.Start(Executions.Summary("kept"), Guid.NewGuid()), default);

        await using var second = await folder.StartAsync(OtherName(kind));

        Assert.NotNull(await second.Journal.ReadSummaryAsync("kept", default));
    }

    [Fact]
    public async Task A_link_to_a_file_that_is_not_there_yet_makes_the_file()
    {
        File.CreateSymbolicLink(folder.At("link.db"), folder.Database);

        await using var journal = await folder.StartAsync("link.db");

        Assert.True(new FileInfo(folder.Database).Length > 0);
        Assert.False(File.Exists(folder.At("link.db.lock")));
    }

    [Fact]
    public async Task Links_that_lead_in_a_circle_are_refused_in_a_sentence()
    {
        File.CreateSymbolicLink(folder.Database, folder.Database);

        var refusal = await Assert.ThrowsAsync<DatabaseFileException>(() => folder.StartAsync());

        Assert.Contains("Too many levels of symbolic links", refusal.Message, StringComparison.Ordinal);
    }

    private string OtherName(string kind)
    {
        switch (kind)
        {
            case "the same name":
                return "w.db";
            case "a symbolic link":
                File.CreateSymbolicLink(folder.At("soft.db"), folder.Database);
                return "soft.db";
            case "a link to a link":
                File.CreateSymbolicLink(folder.At("soft.db"), "w.db");
                File.CreateSymbolicLink(folder.At("softer.db"), "soft.db");
                return "softer.db";
            case "a linked folder":
                Directory.CreateSymbolicLink(folder.At("elsewhere"), folder.At("."));
                return Path.Combine("elsewhere", "w.db");
            case "a hard link":
                folder.LinkHard("hard.db");
                return "hard.db";
            case "a link to a hard link":
                folder.LinkHard("hard.db");
                File.CreateSymbolicLink(folder.At("soft.db"), folder.At("hard.db"));
                return "soft.db";
            default:
                throw new ArgumentException($"No such kind of name: {kind}.", nameof(kind));
        }
    }
}
