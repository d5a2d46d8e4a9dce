using Npgsql;
using NpgsqlTypes;
using Workflows.Journal.Appending;
using Workflows.Journal.Storage;

namespace Workflows.Journal.PostgreSql;

/// <summary>Writes a batch of appends with one statement, which is one round trip and one transaction.</summary>
internal sealed class AppendStatements : IDisposable
{
    private readonly List<Append> summaries = [];
    private readonly NpgsqlCommand rowsOnly;
    private readonly RowParameters rows;
    private readonly BatchStatement withSummaries;
    private readonly BatchStatement withQueues;
    private readonly NpgsqlCommand writers;
    private readonly ArrayParameter<Guid> writerIncarnations;
    private readonly ArrayParameter<long> writerSequences;
    private bool changesQueues;

    private AppendStatements(NpgsqlConnection connection, SqlText sql, int timeoutSeconds)
    {
        rowsOnly = Command(sql.Statement("Append"));
        rows = new RowParameters(rowsOnly);
        var parts = sql.Parts("AppendWithSummaries");
        withSummaries = new BatchStatement(Command(parts["summaries"] + parts["count"]), changesQueues: false);
        withQueues = new BatchStatement(Command(parts["summaries"] + parts["queues"] + parts["count"]), changesQueues: true);
        writers = Command(sql.Statement("ReadWriters"));
        writerIncarnations = new ArrayParameter<Guid>(writers, NpgsqlDbType.Uuid);
        writerSequences = new ArrayParameter<long>(writers, NpgsqlDbType.Bigint);

        NpgsqlCommand Command(string text) => new(text, connection) { CommandTimeout = timeoutSeconds };
    }

    /// <summary>Prepares the statements on a connection.</summary>
    public static async Task<AppendStatements> PrepareAsync(
        NpgsqlConnection connection,
        SqlText sql,
        int timeoutSeconds,
        CancellationToken cancellationToken
    )
    {
        var statements = new AppendStatements(connection, sql, timeoutSeconds);
        await statements.rowsOnly.PrepareAsync(cancellationToken);
        await statements.withSummaries.PrepareAsync(cancellationToken);
        await statements.withQueues.PrepareAsync(cancellationToken);
        await statements.writers.PrepareAsync(cancellationToken);
        return statements;
    }

    /// <summary>Writes the batch and sets its outcomes.</summary>
    public async Task WriteAsync(Memory<Pending<Append, AppendOutcome>> batch, CancellationToken cancellationToken)
    {
        Sort(batch);
        var written =
            changesQueues ? await withQueues.WriteAsync(batch, summaries, cancellationToken)
            : summaries.Count > 0 ? await withSummaries.WriteAsync(batch, summaries, cancellationToken)
            : await WriteRowsAsync(batch, cancellationToken);
        if (written == batch.Length)
        {
            foreach (var pending in batch.Span)
                pending.Outcome = AppendOutcome.Appended;
        }
        else
        {
            await FindOutAsync(batch, cancellationToken);
        }
    }

    public void Dispose()
    {
        rowsOnly.Dispose();
        withSummaries.Dispose();
        withQueues.Dispose();
        writers.Dispose();
    }

    /// <summary>
    /// Rows and summaries are written in the order of their keys, so that batches meet each other's locks in the same order.
    /// </summary>
    private void Sort(Memory<Pending<Append, AppendOutcome>> batch)
    {
        batch.Span.Sort(
            static (x, y) =>
                x.Request.Incarnation.CompareTo(y.Request.Incarnation) is var order and not 0
                    ? order
                    : x.Request.FirstSequence.CompareTo(y.Request.FirstSequence)
        );
        summaries.Clear();
        changesQueues = false;
        foreach (var pending in batch.Span)
        {
            if (pending.Request.Summary is not null)
                summaries.Add(pending.Request);
            changesQueues |= pending.Request.Queue.Count > 0;
        }
        summaries.Sort(static (x, y) => string.CompareOrdinal(x.ExecutionId, y.ExecutionId));
    }

    private async Task<long> WriteRowsAsync(Memory<Pending<Append, AppendOutcome>> batch, CancellationToken cancellationToken)
    {
        rows.Clear();
        foreach (var pending in batch.Span)
            rows.Add(pending.Request);
        var written = await rowsOnly.ExecuteNonQueryAsync(cancellationToken);
        rows.Clear();
        return written;
    }

    /// <summary>
    /// Not every row was new: either somebody else wrote its place, or this batch is repeated and had been written after all. Who wrote it
    /// tells.
    /// </summary>
    private async Task FindOutAsync(Memory<Pending<Append, AppendOutcome>> batch, CancellationToken cancellationToken)
    {
        writerIncarnations.Clear();
        writerSequences.Clear();
        foreach (var pending in batch.Span)
        {
            writerIncarnations.Add(pending.Request.Incarnation);
            writerSequences.Add(pending.Request.FirstSequence);
        }
        var found = new Dictionary<(Guid Incarnation, long Sequence), Guid>(batch.Length);
        await using (var reader = await writers.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                found[(reader.GetGuid(0), reader.GetInt64(1))] = reader.GetGuid(2);
        }
        foreach (var pending in batch.Span)
        {
            var append = pending.Request;
            var own = found.TryGetValue((append.Incarnation, append.FirstSequence), out var writer) && writer == append.Writer;
            pending.Outcome = own ? AppendOutcome.Appended : AppendOutcome.Conflict;
        }
    }
}
