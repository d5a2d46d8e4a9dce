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
    private readonly NpgsqlCommand withSummaries;
    private readonly RowParameters allRows;
    private readonly ArrayParameter<bool> isStart;
    private readonly StartParameters starts;
    private readonly UpdateParameters updates;
    private readonly NpgsqlCommand writers;
    private readonly ArrayParameter<Guid> writerIncarnations;
    private readonly ArrayParameter<long> writerSequences;

    private AppendStatements(NpgsqlConnection connection, SqlText sql, int timeoutSeconds)
    {
        rowsOnly = Command("Append");
        rows = new RowParameters(rowsOnly);
        withSummaries = Command("AppendWithSummaries");
        allRows = new RowParameters(withSummaries);
        isStart = new ArrayParameter<bool>(withSummaries, NpgsqlDbType.Boolean);
        starts = new StartParameters(withSummaries);
        updates = new UpdateParameters(withSummaries);
        writers = Command("ReadWriters");
        writerIncarnations = new ArrayParameter<Guid>(writers, NpgsqlDbType.Uuid);
        writerSequences = new ArrayParameter<long>(writers, NpgsqlDbType.Bigint);

        NpgsqlCommand Command(string name) => new(sql.Statement(name), connection) { CommandTimeout = timeoutSeconds };
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
        await statements.writers.PrepareAsync(cancellationToken);
        return statements;
    }

    /// <summary>Writes the batch and sets its outcomes.</summary>
    public async Task WriteAsync(Memory<Pending<Append, AppendOutcome>> batch, CancellationToken cancellationToken)
    {
        Sort(batch);
        var written = summaries.Count == 0 ? await WriteRowsAsync(batch, cancellationToken) : await WriteAllAsync(batch, cancellationToken);
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
        foreach (var pending in batch.Span)
        {
            if (pending.Request.Summary is not null)
                summaries.Add(pending.Request);
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

    private async Task<long> WriteAllAsync(Memory<Pending<Append, AppendOutcome>> batch, CancellationToken cancellationToken)
    {
        Clear();
        foreach (var pending in batch.Span)
        {
            allRows.Add(pending.Request);
            isStart.Add(pending.Request.Summary is SummaryWrite.Start);
        }
        foreach (var append in summaries)
        {
            if (append.Summary is SummaryWrite.Start start)
                starts.Add(start.Summary);
            else if (append.Summary is SummaryWrite.Update update)
                updates.Add(append, update);
        }
        var written = (long)(await withSummaries.ExecuteScalarAsync(cancellationToken))!;
        Clear();
        return written;

        void Clear()
        {
            allRows.Clear();
            isStart.Clear();
            starts.Clear();
            updates.Clear();
        }
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
