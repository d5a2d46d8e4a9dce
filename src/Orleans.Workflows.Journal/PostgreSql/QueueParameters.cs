using Npgsql;
using NpgsqlTypes;
using Workflows.Journal.Appending;
using Workflows.Journal.Queues;
using Workflows.Journal.Storage;

namespace Workflows.Journal.PostgreSql;

/// <summary>The changes of worker queues of a batch as parameters $35 to $46.</summary>
internal sealed class QueueParameters(NpgsqlCommand command)
{
    private readonly HashSet<(int Step, int Attempt)> withdrawn = [];
    private readonly ArrayParameter<Guid> offerIncarnations = new(command, NpgsqlDbType.Uuid);
    private readonly ArrayParameter<long> offerSequences = new(command, NpgsqlDbType.Bigint);
    private readonly ArrayParameter<int> offerSteps = new(command, NpgsqlDbType.Integer);
    private readonly ArrayParameter<int> offerAttempts = new(command, NpgsqlDbType.Integer);
    private readonly ArrayParameter<string> executionIds = new(command, NpgsqlDbType.Text);
    private readonly ArrayParameter<string> queues = new(command, NpgsqlDbType.Text);
    private readonly ArrayParameter<ReadOnlyMemory<byte>> payloads = new(command, NpgsqlDbType.Bytea);
    private readonly ArrayParameter<long> leases = new(command, NpgsqlDbType.Bigint);
    private readonly ArrayParameter<Guid> withdrawIncarnations = new(command, NpgsqlDbType.Uuid);
    private readonly ArrayParameter<long> withdrawSequences = new(command, NpgsqlDbType.Bigint);
    private readonly ArrayParameter<int> withdrawSteps = new(command, NpgsqlDbType.Integer);
    private readonly ArrayParameter<int> withdrawAttempts = new(command, NpgsqlDbType.Integer);

    /// <summary>
    /// Adds what an append does. What it offers and withdraws again is not offered: within one statement the deletion does not see the new
    /// row.
    /// </summary>
    public void Add(Append append)
    {
        withdrawn.Clear();
        foreach (var change in append.Queue)
        {
            if (change is QueueChange.Withdraw withdraw && withdrawn.Add((withdraw.Step, withdraw.Attempt)))
                Add(append, withdraw);
        }
        foreach (var change in append.Queue)
        {
            if (change is QueueChange.Offer offer && !withdrawn.Contains((offer.Step, offer.Attempt)))
                Add(append, offer);
        }
    }

    /// <summary>Forgets the previous batch, and its bytes.</summary>
    public void Clear()
    {
        offerIncarnations.Clear();
        offerSequences.Clear();
        offerSteps.Clear();
        offerAttempts.Clear();
        executionIds.Clear();
        queues.Clear();
        payloads.Clear();
        leases.Clear();
        withdrawIncarnations.Clear();
        withdrawSequences.Clear();
        withdrawSteps.Clear();
        withdrawAttempts.Clear();
    }

    private void Add(Append append, QueueChange.Offer offer)
    {
        offerIncarnations.Add(append.Incarnation);
        offerSequences.Add(append.FirstSequence);
        offerSteps.Add(offer.Step);
        offerAttempts.Add(offer.Attempt);
        executionIds.Add(append.ExecutionId);
        queues.Add(StorableText.Of(offer.Queue)!);
        payloads.Add(offer.Payload);
        leases.Add((long)offer.Lease.TotalMilliseconds);
    }

    private void Add(Append append, QueueChange.Withdraw withdraw)
    {
        withdrawIncarnations.Add(append.Incarnation);
        withdrawSequences.Add(append.FirstSequence);
        withdrawSteps.Add(withdraw.Step);
        withdrawAttempts.Add(withdraw.Attempt);
    }
}
