using Npgsql;
using NpgsqlTypes;
using Workflows.Journal.Appending;

namespace Workflows.Journal.PostgreSql;

/// <summary>Rows with what else an append does: summaries, and in the longer form of the statement worker queues.</summary>
internal sealed class BatchStatement : IDisposable
{
    private readonly NpgsqlCommand command;
    private readonly RowParameters rows;
    private readonly ArrayParameter<bool> isStart;
    private readonly StartParameters starts;
    private readonly UpdateParameters updates;
    private readonly QueueParameters? queues;

    /// <param name="command">Has the statement's text.</param>
    /// <param name="changesQueues">Whether the statement has the part for worker queues.</param>
    public BatchStatement(NpgsqlCommand command, bool changesQueues)
    {
        this.command = command;
        rows = new RowParameters(command);
        isStart = new ArrayParameter<bool>(command, NpgsqlDbType.Boolean);
        starts = new StartParameters(command);
        updates = new UpdateParameters(command);
        queues = changesQueues ? new QueueParameters(command) : null;
    }

    /// <summary>Prepares the statement.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => command.PrepareAsync(cancellationToken);

    /// <summary>Writes a batch; whether every row was new and every summary there.</summary>
    /// <param name="summaries">The appends of the batch that have a summary, in the order in which their rows are to be locked.</param>
    public async Task<bool> WriteAsync(
        ReadOnlyMemory<Pending<Append, AppendOutcome>> batch,
        IReadOnlyList<Append> summaries,
        CancellationToken cancellationToken
    )
    {
        Clear();
        foreach (var pending in batch.Span)
        {
            rows.Add(pending.Request);
            isStart.Add(pending.Request.Summary is SummaryWrite.Start);
            queues?.Add(pending.Request);
        }
        var expected = batch.Length;
        foreach (var append in summaries)
        {
            if (append.Summary is SummaryWrite.Start start)
                starts.Add(start.Summary);
            else if (append.Summary is SummaryWrite.Update update)
            {
                updates.Add(append, update);
                expected++;
            }
        }
        var written = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        Clear();
        return written == expected;
    }

    public void Dispose() => command.Dispose();

    private void Clear()
    {
        rows.Clear();
        isStart.Clear();
        starts.Clear();
        updates.Clear();
        queues?.Clear();
    }
}
