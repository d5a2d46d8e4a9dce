using System.Net.Sockets;
using Npgsql;
using Workflows.Journal.Clock;
using Workflows.Journal.Storage;

namespace Workflows.Journal.PostgreSql;

/// <summary>Asks PostgreSQL what time it is.</summary>
internal sealed class PostgreSqlClockSource(PostgreSqlDatabase database) : IClockSource
{
    /// <summary>A server that takes longer is away; the next question comes soon.</summary>
    private const int TimeoutSeconds = 5;

    private readonly string sql = new SqlText("PostgreSql").Statement("ReadClock");

    public async Task<ClockReading> ReadAsync(TimeProvider local, CancellationToken cancellationToken)
    {
        await using var connection = await database.Readers.OpenConnectionAsync(cancellationToken);
        await using var command = Command(connection);
        // To wait for a connection is no part of the round trip.
        var sentAt = local.GetTimestamp();
        var time = await command.ExecuteScalarAsync(cancellationToken);
        return Reading(time, local, sentAt, local.GetTimestamp());
    }

    public ClockReading? TryRead(TimeProvider local)
    {
        try
        {
            using var connection = database.Readers.OpenConnection();
            using var command = Command(connection);
            var sentAt = local.GetTimestamp();
            var time = command.ExecuteScalar();
            return Reading(time, local, sentAt, local.GetTimestamp());
        }
        catch (Exception unreachable) when (unreachable is NpgsqlException or SocketException)
        {
            // Whether the database must answer is for the caller to say.
            return null;
        }
    }

    private NpgsqlCommand Command(NpgsqlConnection connection) => new(sql, connection) { CommandTimeout = TimeoutSeconds };

    private static ClockReading Reading(object? time, TimeProvider local, long sentAt, long receivedAt) =>
        new(new DateTimeOffset((DateTime)time!), receivedAt, local.GetElapsedTime(sentAt, receivedAt));
}
