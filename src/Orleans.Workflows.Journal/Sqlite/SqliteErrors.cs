using Microsoft.Data.Sqlite;
using Workflows.Journal.Storage;
using static SQLitePCL.raw;

namespace Workflows.Journal.Sqlite;

/// <summary>What the errors of SQLite mean. Source: "Result and Error Codes".</summary>
internal static class SqliteErrors
{
    /// <summary>
    /// Only what is said about the values or the statement itself is a refusal; a file that is busy, full, gone or unreadable may come back.
    /// </summary>
    public static Fault Classify(Exception exception) => new(KindOf(exception), ReasonOf(exception));

    /// <summary>What is wrong, in words that can stand after a colon.</summary>
    public static string ReasonOf(Exception exception) =>
        exception switch
        {
            SqliteException { SqliteErrorCode: var code } => ReasonOf(code),
            IOException or UnauthorizedAccessException => FileErrors.ReasonOf(exception),
            _ => "SQLite does not answer",
        };

    private static FaultKind KindOf(Exception exception) =>
        exception switch
        {
            SqliteException { SqliteErrorCode: SQLITE_BUSY or SQLITE_LOCKED or SQLITE_INTERRUPT } => FaultKind.Contention,
            SqliteException { SqliteErrorCode: SQLITE_CORRUPT or SQLITE_NOTADB } => FaultKind.Damage,
            SqliteException
            {
                SqliteErrorCode: SQLITE_ERROR or SQLITE_TOOBIG or SQLITE_CONSTRAINT or SQLITE_MISMATCH or SQLITE_MISUSE or SQLITE_RANGE
            } => FaultKind.Refusal,
            SqliteException or IOException or UnauthorizedAccessException or ObjectDisposedException or TimeoutException =>
                FaultKind.Outage,
            OperationCanceledException => FaultKind.Outage,
            _ => FaultKind.Refusal,
        };

    private static string ReasonOf(int code) =>
        code switch
        {
            SQLITE_FULL => "the disk is full",
            SQLITE_READONLY => "the file or its file system is read-only",
            SQLITE_PERM or SQLITE_AUTH => "the user that runs this process has no permission",
            SQLITE_CANTOPEN => "the file, its log or its folder cannot be opened",
            SQLITE_IOERR => "the disk cannot be read or written",
            SQLITE_CORRUPT or SQLITE_NOTADB => "the SQLite file is damaged",
            SQLITE_BUSY or SQLITE_LOCKED => "another program holds a lock on the file",
            SQLITE_NOMEM => "SQLite is out of memory",
            _ => $"SQLite reports the error {code}",
        };
}
