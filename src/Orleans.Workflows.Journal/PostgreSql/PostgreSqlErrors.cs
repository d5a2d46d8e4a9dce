using System.Net.Sockets;
using Npgsql;
using Workflows.Journal.Storage;

namespace Workflows.Journal.PostgreSql;

/// <summary>What the errors of PostgreSQL mean. Source: "Appendix A. PostgreSQL Error Codes".</summary>
internal static class PostgreSqlErrors
{
    private const string DataException = "22";
    private const string IntegrityViolation = "23";
    private const string SyntaxOrAccess = "42";
    private const string ProgramLimit = "54";
    private const string TransactionRollback = "40";

    /// <summary>
    /// Only what the database says about the values or the statement itself is a refusal. Everything else (a connection lost, a server that
    /// shuts down, is in recovery, read-only, full or out of memory, a time-out) passes, and its outcome may be unknown.
    /// </summary>
    public static Fault Classify(Exception exception) =>
        new(KindOf(exception), ReasonOf(exception), StopsReads: exception is not PostgresException);

    private static FaultKind KindOf(Exception exception) =>
        exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } => FaultKind.Damage,
            PostgresException { SqlState: var state } => state[..2] switch
            {
                TransactionRollback => FaultKind.Contention,
                DataException or IntegrityViolation or SyntaxOrAccess or ProgramLimit => FaultKind.Refusal,
                _ => FaultKind.Outage,
            },
            NpgsqlException or IOException or TimeoutException or ObjectDisposedException or SocketException => FaultKind.Outage,
            OperationCanceledException => FaultKind.Outage,
            _ => FaultKind.Refusal,
        };

    private static string ReasonOf(Exception exception) =>
        exception switch
        {
            PostgresException { SqlState: var state } => ReasonOf(state),
            TimeoutException or { InnerException: TimeoutException } => "PostgreSQL does not answer in time",
            _ => "PostgreSQL cannot be reached",
        };

    private static string ReasonOf(string state) =>
        state switch
        {
            PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => "a table or an index of PostgreSQL is damaged",
            PostgresErrorCodes.DiskFull => "the disk of PostgreSQL is full",
            PostgresErrorCodes.OutOfMemory => "PostgreSQL is out of memory",
            PostgresErrorCodes.TooManyConnections => "PostgreSQL has too many connections",
            PostgresErrorCodes.ReadOnlySqlTransaction => "PostgreSQL is read-only",
            PostgresErrorCodes.CannotConnectNow => "PostgreSQL is starting up or shutting down",
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => "PostgreSQL shuts down",
            PostgresErrorCodes.IoError => "PostgreSQL cannot read or write its files",
            _ when state.StartsWith(TransactionRollback, StringComparison.Ordinal) => "transactions of PostgreSQL are in each other's way",
            _ => $"PostgreSQL reports the error {state}",
        };
}
