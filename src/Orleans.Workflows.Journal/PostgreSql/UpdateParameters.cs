using Npgsql;
using NpgsqlTypes;
using Workflows.Journal.Appending;
using Workflows.Journal.Storage;

namespace Workflows.Journal.PostgreSql;

/// <summary>The changed summaries of a batch as parameters $24 to $34.</summary>
internal sealed class UpdateParameters(NpgsqlCommand command)
{
    private readonly ArrayParameter<string> ids = new(command, NpgsqlDbType.Text);
    private readonly ArrayParameter<Guid> incarnations = new(command, NpgsqlDbType.Uuid);
    private readonly ArrayParameter<long> sequences = new(command, NpgsqlDbType.Bigint);
    private readonly ArrayParameter<short> statuses = new(command, NpgsqlDbType.Smallint);
    private readonly ArrayParameter<long> updatedAt = new(command, NpgsqlDbType.Bigint);
    private readonly ArrayParameter<long?> endedAt = new(command, NpgsqlDbType.Bigint);
    private readonly ArrayParameter<long?> wakeAt = new(command, NpgsqlDbType.Bigint);
    private readonly ArrayParameter<string?> owners = new(command, NpgsqlDbType.Text);
    private readonly ArrayParameter<string?> errors = new(command, NpgsqlDbType.Text);
    private readonly ArrayParameter<string?> causes = new(command, NpgsqlDbType.Text);
    private readonly ArrayParameter<int> runs = new(command, NpgsqlDbType.Integer);

    /// <summary>Adds a change.</summary>
    public void Add(Append append, SummaryWrite.Update update)
    {
        ids.Add(append.ExecutionId);
        incarnations.Add(append.Incarnation);
        sequences.Add(append.FirstSequence);
        statuses.Add((short)update.Status);
        updatedAt.Add(update.UpdatedAt.ToUnixTimeMilliseconds());
        endedAt.Add(update.EndedAt?.ToUnixTimeMilliseconds());
        wakeAt.Add(update.WakeAt?.ToUnixTimeMilliseconds());
        owners.Add(update.Owner);
        errors.Add(StorableText.Of(update.Error));
        causes.Add(StorableText.Of(update.Cause));
        runs.Add(update.Run);
    }

    /// <summary>Forgets the previous batch.</summary>
    public void Clear()
    {
        ids.Clear();
        incarnations.Clear();
        sequences.Clear();
        statuses.Clear();
        updatedAt.Clear();
        endedAt.Clear();
        wakeAt.Clear();
        owners.Clear();
        errors.Clear();
        causes.Clear();
        runs.Clear();
    }
}
