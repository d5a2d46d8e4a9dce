using System.Globalization;
using Workflows.Journal.Sqlite;

namespace Workflows.Journal.Tests.Sqlite;

/// <summary>A damaged file stops the start.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly SqliteFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_first_page_of_any_table_or_index_that_is_zeroed_stops_the_start()
    {
        await FillAsync(rows: 1);
        var names = (string)
            (await folder.ExecuteAsync("SELECT group_concat(name || ':' || rootpage, ';') FROM sqlite_schema WHERE rootpage > 0"))!;
        var whole = await File.ReadAllBytesAsync(folder.Database);
        foreach (var tree in names.Split(';'))
        {
            var (name, page) = (tree.Split(':')[0], int.Parse(tree.Split(':')[1], CultureInfo.InvariantCulture));
            await ZeroAsync(whole, page);

            var refusal = await Assert.ThrowsAsync<DatabaseFileException>(() => folder.StartAsync());

            Assert.Contains($"is damaged ({name})", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("restore a backup", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_broken_page_in_the_middle_stops_the_start_where_the_file_is_read_within_a_second()
    {
        await FillAsync(rows: 300);
        var whole = await File.ReadAllBytesAsync(folder.Database);
        await ZeroAsync(whole, (int)(long)(await folder.ExecuteAsync("PRAGMA page_count"))! - 5);

        var refusal = await Assert.ThrowsAsync<DatabaseFileException>(() => folder.StartAsync());

        Assert.Contains("is damaged", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task A_broken_header_of_the_schema_stops_the_start()
    {
        await FillAsync(rows: 1);
        var bytes = await File.ReadAllBytesAsync(folder.Database);
        bytes.AsSpan(100, 3900).Fill(0xFF);
        await File.WriteAllBytesAsync(folder.Database, bytes);

        var refusal = await Assert.ThrowsAsync<DatabaseFileException>(() => folder.StartAsync());

        Assert.Contains("is damaged", refusal.Message, StringComparison.Ordinal);
    }

    private async Task FillAsync(int rows)
    {
        await using var journal = await folder.StartAsync();
        await Task.WhenAll(
            Enumerable
                .Range(0, rows)
                .Select(number =>
                    journal.Journal.AppendAsync(
                        Executions.Start(Executions.Summary($"order-{number}"), Guid.NewGuid(), bytes: 500),
                        default
                    )
                )
        );
    }

    private async Task ZeroAsync(byte[] whole, int page)
    {
        const int PageSize = 4096;
        var bytes = (byte[])whole.Clone();
        bytes.AsSpan((page - 1) * PageSize, PageSize).Clear();
        await File.WriteAllBytesAsync(folder.Database, bytes);
    }
}
