using Microsoft.Data.Sqlite;
using Workflows.Journal.Storage;
using static SQLitePCL.raw;

namespace Workflows.Journal.Sqlite;

/// <summary>What the errors of SQLite mean. Source: "Result and Error Codes".</summary>
internal static class SqliteErrors
{
    /// <summary>
    /// Only what is said about the values or the statement itself is a refusal; a file that is busy, full, gone or unreadable may come
    /// back.
    /// </summary>
    public static FaultKind Classify(Exception exception) =>
        exception switch
        {
            SqliteException { SqliteErrorCode: SQLITE_BUSY or SQLITE_LOCKED or SQLITE_INTERRUPT } => FaultKind.Contention,
            SqliteException
            {
                SqliteErrorCode: SQLITE_ERROR or SQLITE_TOOBIG or SQLITE_CONSTRAINT or SQLITE_MISMATCH or SQLITE_MISUSE or SQLITE_RANGE
            } => FaultKind.Refusal,
            SqliteException or IOException or UnauthorizedAccessException or ObjectDisposedException or TimeoutException =>
                FaultKind.Outage,
            OperationCanceledException => FaultKind.Outage,
            _ => FaultKind.Refusal,
        };
}
