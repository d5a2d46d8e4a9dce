using Npgsql;
using Workflows.Journal.Appending;
using Workflows.Journal.Storage;

namespace Workflows.Journal.PostgreSql;

/// <summary>The statements that write a batch: the shortest for what it holds is taken.</summary>
internal sealed class BatchStatements : IDisposable
{
    private readonly NpgsqlCommand rowsOnly;
    private readonly RowParameters rows;
    private readonly BatchStatement withSummaries;
    private readonly BatchStatement withQueues;

    /// <param name="create">Makes a command of a text.</param>
    /// <param name="isTolerant">
    /// Whether a row whose place is taken is left out. If not, it fails the batch; a row is then written without a look at its place before and a word of confirmation after it.
    /// </param>
    public BatchStatements(Func<string, NpgsqlCommand> create, SqlText sql, bool isTolerant)
    {
        rowsOnly = create(Text("Append", "rows", "tolerant"));
        rows = new RowParameters(rowsOnly);
        withSummaries = new BatchStatement(
            create(Text("AppendWithSummaries", "summaries", "tolerant", "changes", "count")),
            changesQueues: false
        );
        withQueues = new BatchStatement(
            create(Text("AppendWithSummaries", "summaries", "tolerant", "changes", "queues", "count")),
            changesQueues: true
        );

        string Text(string name, params ReadOnlySpan<string> parts)
        {
            var texts = sql.Parts(name);
            var text = "";
            foreach (var part in parts)
                text += part != "tolerant" || isTolerant ? texts[part] : "";
            return text;
        }
    }

    /// <summary>Prepares the statements.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await rowsOnly.PrepareAsync(cancellationToken);
        await withSummaries.PrepareAsync(cancellationToken);
        await withQueues.PrepareAsync(cancellationToken);
    }

    /// <inheritdoc cref="BatchStatement.WriteAsync"/>
    /// <param name="changesQueues">Whether any append of the batch changes a worker queue.</param>
    public Task<bool> WriteAsync(
        ReadOnlyMemory<Pending<Append, AppendOutcome>> batch,
        IReadOnlyList<Append> summaries,
        bool changesQueues,
        CancellationToken cancellationToken
    ) =>
        changesQueues ? withQueues.WriteAsync(batch, summaries, cancellationToken)
        : summaries.Count > 0 ? withSummaries.WriteAsync(batch, summaries, cancellationToken)
        : WriteRowsAsync(batch, cancellationToken);

    public void Dispose()
    {
        rowsOnly.Dispose();
        withSummaries.Dispose();
        withQueues.Dispose();
    }

    private async Task<bool> WriteRowsAsync(ReadOnlyMemory<Pending<Append, AppendOutcome>> batch, CancellationToken cancellationToken)
    {
        rows.Clear();
        foreach (var pending in batch.Span)
            rows.Add(pending.Request);
        var written = await rowsOnly.ExecuteNonQueryAsync(cancellationToken);
        rows.Clear();
        return written == batch.Length;
    }
}
