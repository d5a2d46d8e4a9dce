using Npgsql;
using NpgsqlTypes;
using Workflows.Journal.Reading;
using Workflows.Journal.Storage;

namespace Workflows.Journal.PostgreSql;

/// <summary>The new summaries of a batch as parameters $7 to $23.</summary>
internal sealed class StartParameters(NpgsqlCommand command)
{
    private readonly ArrayParameter<string> ids = new(command, NpgsqlDbType.Text);
    private readonly ArrayParameter<Guid> incarnations = new(command, NpgsqlDbType.Uuid);
    private readonly ArrayParameter<string> workflows = new(command, NpgsqlDbType.Text);
    private readonly ArrayParameter<string> versions = new(command, NpgsqlDbType.Text);
    private readonly ArrayParameter<short> statuses = new(command, NpgsqlDbType.Smallint);
    private readonly ArrayParameter<long> startedAt = new(command, NpgsqlDbType.Bigint);
    private readonly ArrayParameter<long> updatedAt = new(command, NpgsqlDbType.Bigint);
    private readonly ArrayParameter<long?> endedAt = new(command, NpgsqlDbType.Bigint);
    private readonly ArrayParameter<long?> wakeAt = new(command, NpgsqlDbType.Bigint);
    private readonly ArrayParameter<string?> owners = new(command, NpgsqlDbType.Text);
    private readonly ArrayParameter<string?> errors = new(command, NpgsqlDbType.Text);
    private readonly ArrayParameter<string?> causes = new(command, NpgsqlDbType.Text);
    private readonly ArrayParameter<int> runs = new(command, NpgsqlDbType.Integer);
    private readonly ArrayParameter<string?> tags = new(command, NpgsqlDbType.Text);
    private readonly ArrayParameter<string?> parents = new(command, NpgsqlDbType.Text);
    private readonly ArrayParameter<string?> parentSteps = new(command, NpgsqlDbType.Text);
    private readonly ArrayParameter<short> shards = new(command, NpgsqlDbType.Smallint);

    /// <summary>Adds a summary.</summary>
    public void Add(ExecutionSummary summary)
    {
        ids.Add(summary.Id);
        incarnations.Add(summary.Incarnation);
        workflows.Add(summary.Workflow);
        versions.Add(summary.Version);
        statuses.Add((short)summary.Status);
        startedAt.Add(summary.StartedAt.ToUnixTimeMilliseconds());
        updatedAt.Add(summary.UpdatedAt.ToUnixTimeMilliseconds());
        endedAt.Add(summary.EndedAt?.ToUnixTimeMilliseconds());
        wakeAt.Add(summary.WakeAt?.ToUnixTimeMilliseconds());
        owners.Add(summary.Owner);
        errors.Add(StorableText.Of(summary.Error));
        causes.Add(StorableText.Of(summary.Cause));
        runs.Add(summary.Run);
        tags.Add(SummaryColumns.WriteTags(summary.Tags));
        parents.Add(summary.ParentId);
        parentSteps.Add(summary.ParentStepId);
        shards.Add((short)Shards.Of(summary.Id));
    }

    /// <summary>Forgets the previous batch.</summary>
    public void Clear()
    {
        ids.Clear();
        incarnations.Clear();
        workflows.Clear();
        versions.Clear();
        statuses.Clear();
        startedAt.Clear();
        updatedAt.Clear();
        endedAt.Clear();
        wakeAt.Clear();
        owners.Clear();
        errors.Clear();
        causes.Clear();
        runs.Clear();
        tags.Clear();
        parents.Clear();
        parentSteps.Clear();
        shards.Clear();
    }
}
