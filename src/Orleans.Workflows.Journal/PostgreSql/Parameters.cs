using Npgsql;
using NpgsqlTypes;

namespace Workflows.Journal.PostgreSql;

/// <summary>An array parameter whose list is filled anew for every batch, so that a batch allocates nothing for it.</summary>
internal sealed class ArrayParameter<T>
{
    private readonly List<T> values = [];

    /// <summary>Adds the parameter as the next of a command.</summary>
    public ArrayParameter(NpgsqlCommand command, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter<List<T>> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });

    /// <summary>Adds a value.</summary>
    public void Add(T value) => values.Add(value);

    /// <summary>Forgets the values of the previous batch.</summary>
    public void Clear() => values.Clear();
}
