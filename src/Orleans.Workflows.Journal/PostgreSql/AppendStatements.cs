using Npgsql;
using NpgsqlTypes;
using Workflows.Journal.Appending;
using Workflows.Journal.Storage;

namespace Workflows.Journal.PostgreSql;

/// <summary>Writes a batch of appends with one statement, which is one round trip and one transaction.</summary>
internal sealed class AppendStatements : IDisposable
{
    private readonly List<Append> summaries = [];
    private readonly BatchStatements plain;
    private readonly BatchStatements tolerant;
    private readonly NpgsqlCommand findOut;
    private readonly ArrayParameter<Guid> incarnations;
    private readonly ArrayParameter<long> sequences;
    private readonly ArrayParameter<Guid> writers;
    private readonly ArrayParameter<string?> changes;
    private bool changesQueues;

    private AppendStatements(NpgsqlConnection connection, SqlText sql, int timeoutSeconds)
    {
        plain = new BatchStatements(Command, sql, isTolerant: false);
        tolerant = new BatchStatements(Command, sql, isTolerant: true);
        findOut = Command(sql.Statement("FindOut"));
        incarnations = new ArrayParameter<Guid>(findOut, NpgsqlDbType.Uuid);
        sequences = new ArrayParameter<long>(findOut, NpgsqlDbType.Bigint);
        writers = new ArrayParameter<Guid>(findOut, NpgsqlDbType.Uuid);
        changes = new ArrayParameter<string?>(findOut, NpgsqlDbType.Text);

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
        await statements.plain.PrepareAsync(cancellationToken);
        await statements.tolerant.PrepareAsync(cancellationToken);
        await statements.findOut.PrepareAsync(cancellationToken);
        return statements;
    }

    /// <summary>Writes the batch and sets its outcomes.</summary>
    public async Task WriteAsync(Memory<Pending<Append, AppendOutcome>> batch, CancellationToken cancellationToken)
    {
        Sort(batch);
        if (await TryWriteAsync(batch, cancellationToken))
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
        plain.Dispose();
        tolerant.Dispose();
        findOut.Dispose();
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

    /// <summary>Writes the batch; whether every row was new and every summary there.</summary>
    private async Task<bool> TryWriteAsync(ReadOnlyMemory<Pending<Append, AppendOutcome>> batch, CancellationToken cancellationToken)
    {
        try
        {
            return await plain.WriteAsync(batch, summaries, changesQueues, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // Hardly ever: another activation took a place, or this very batch did before its connection was lost. Nothing of it was written just now.
            return await tolerant.WriteAsync(batch, summaries, changesQueues, cancellationToken);
        }
    }

    /// <summary>
    /// Not every row was new: either somebody else wrote its place, or this batch is repeated and had been written after all. Who wrote it
    /// tells. Or a summary has been deleted.
    /// </summary>
    private async Task FindOutAsync(Memory<Pending<Append, AppendOutcome>> batch, CancellationToken cancellationToken)
    {
        incarnations.Clear();
        sequences.Clear();
        writers.Clear();
        changes.Clear();
        foreach (var pending in batch.Span)
        {
            var append = pending.Request;
            incarnations.Add(append.Incarnation);
            sequences.Add(append.FirstSequence);
            writers.Add(append.Writer);
            changes.Add(append.Summary is SummaryWrite.Update ? append.ExecutionId : null);
        }
        var found = new Dictionary<(Guid Incarnation, long Sequence), Guid>(batch.Length);
        await using (var reader = await findOut.ExecuteReaderAsync(cancellationToken))
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
