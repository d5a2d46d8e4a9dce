using System.Data.Common;

namespace Workflows.Journal.Queues;

/// <summary>A task as a row: the columns in the order in which every statement of either dialect returns them.</summary>
internal static class TaskColumns
{
    /// <summary>Reads the row that the reader stands on.</summary>
    /// <param name="reader">A row of a statement that returns a task.</param>
    /// <param name="incarnation">Reads column 2, which the dialects keep differently.</param>
    public static (long Offer, TakenTask Task) Read(DbDataReader reader, Func<DbDataReader, int, Guid> incarnation) =>
        (
            reader.GetInt64(0),
            new TakenTask(
                reader.GetString(1),
                incarnation(reader, 2),
                reader.GetInt32(3),
                reader.GetInt32(4),
                reader.GetFieldValue<byte[]>(5),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(6))
            )
        );

    /// <summary>Reads a row of the list of queues.</summary>
    public static QueueSummary ReadSummary(DbDataReader reader) =>
        new(
            reader.GetString(0),
            reader.GetInt64(1),
            reader.GetInt64(2),
            reader.IsDBNull(3) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3))
        );

    /// <summary>The tasks in the order in which they were offered: no database promises one for what a change returns.</summary>
    public static IReadOnlyList<TakenTask> InOrder(List<(long Offer, TakenTask Task)> rows)
    {
        rows.Sort(static (x, y) => x.Offer.CompareTo(y.Offer));
        return [.. rows.Select(row => row.Task)];
    }
}
