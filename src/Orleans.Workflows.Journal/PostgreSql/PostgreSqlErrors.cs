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
    /// shuts down,
    /// is in recovery, read-only, full or out of memory, a time-out) passes, and its outcome may be unknown.
    /// </summary>
    public static FaultKind Classify(Exception exception) =>
        exception switch
        {
            PostgresException { SqlState: var state } => state[..2] switch
            {
                TransactionRollback => FaultKind.Contention,
                DataException or IntegrityViolation or SyntaxOrAccess or ProgramLimit => FaultKind.Refusal,
                _ => FaultKind.Outage,
            },
            NpgsqlException or IOException or TimeoutException or ObjectDisposedException or System.Net.Sockets.SocketException =>
                FaultKind.Outage,
            OperationCanceledException => FaultKind.Outage,
            _ => FaultKind.Refusal,
        };
}
