using Npgsql;
using NpgsqlTypes;
using Workflows.Journal.Appending;

namespace Workflows.Journal.PostgreSql;

/// <summary>The rows of events of a batch as parameters $1 to $5.</summary>
internal sealed class RowParameters(NpgsqlCommand command)
{
    private readonly ArrayParameter<Guid> incarnations = new(command, NpgsqlDbType.Uuid);
    private readonly ArrayParameter<long> sequences = new(command, NpgsqlDbType.Bigint);
    private readonly ArrayParameter<int> counts = new(command, NpgsqlDbType.Integer);
    private readonly ArrayParameter<Guid> writers = new(command, NpgsqlDbType.Uuid);
    private readonly ArrayParameter<ReadOnlyMemory<byte>> events = new(command, NpgsqlDbType.Bytea);

    /// <summary>Adds a row.</summary>
    public void Add(Append append)
    {
        incarnations.Add(append.Incarnation);
        sequences.Add(append.FirstSequence);
        counts.Add(append.Count);
        writers.Add(append.Writer);
        events.Add(append.Events);
    }

    /// <summary>Forgets the previous batch, and its bytes.</summary>
    public void Clear()
    {
        incarnations.Clear();
        sequences.Clear();
        counts.Clear();
        writers.Clear();
        events.Clear();
    }
}
