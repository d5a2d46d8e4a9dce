using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Workflows.Core.State;

namespace Workflows.Journal.Reading;

/// <summary>A summary as a row: the columns in the order in which every statement of either dialect selects them.</summary>
internal static class SummaryColumns
{
    /// <summary>Reads the row that the reader stands on.</summary>
    /// <param name="reader">A row of a statement that selects a whole summary.</param>
    /// <param name="incarnation">Reads column 1, which the dialects keep differently.</param>
    public static ExecutionSummary Read(DbDataReader reader, Func<DbDataReader, int, Guid> incarnation) =>
        new()
        {
            Id = reader.GetString(0),
            Incarnation = incarnation(reader, 1),
            Workflow = reader.GetString(2),
            Version = reader.GetString(3),
            Status = (ExecutionStatus)reader.GetInt16(4),
            StartedAt = Time(reader.GetInt64(5)),
            UpdatedAt = Time(reader.GetInt64(6)),
            EndedAt = NullableTime(reader, 7),
            WakeAt = NullableTime(reader, 8),
            Owner = Text(reader, 9),
            Error = Text(reader, 10),
            Cause = Text(reader, 11),
            Run = reader.GetInt32(12),
            Tags = ReadTags(Text(reader, 13)),
            ParentId = Text(reader, 14),
            ParentStepId = Text(reader, 15),
        };

    /// <summary>Reads a row that has the end of the history behind the summary.</summary>
    /// <inheritdoc cref="Read"/>
    public static ExecutionSummary ReadWithEnd(DbDataReader reader, Func<DbDataReader, int, Guid> incarnation) =>
        Read(reader, incarnation) with
        {
            LastSequence = reader.IsDBNull(16) ? null : reader.GetInt64(16),
        };

    /// <summary>Reads a row of id, wake time and owner.</summary>
    public static DueExecution ReadDue(DbDataReader reader) => new(reader.GetString(0), NullableTime(reader, 1), Text(reader, 2));

    /// <summary>The tags as they are kept; null for none.</summary>
    public static string? WriteTags(IEnumerable<KeyValuePair<string, string>> tags)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            var any = false;
            foreach (var (name, value) in tags)
            {
                any = true;
                writer.WriteString(name, value);
            }
            if (!any)
                return null;
            writer.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>The statuses as numbers.</summary>
    public static short[] Numbers(IReadOnlyList<ExecutionStatus> statuses) => [.. statuses.Select(status => (short)status)];

    private static ImmutableSortedDictionary<string, string> ReadTags(string? json)
    {
        if (json is null)
            return ImmutableSortedDictionary<string, string>.Empty;
        using var document = JsonDocument.Parse(json);
        return document
            .RootElement.EnumerateObject()
            .ToImmutableSortedDictionary(tag => tag.Name, tag => tag.Value.GetString()!, StringComparer.Ordinal);
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static DateTimeOffset? NullableTime(DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : Time(reader.GetInt64(column));

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
