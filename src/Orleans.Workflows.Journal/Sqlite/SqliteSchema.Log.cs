using Microsoft.Extensions.Logging;

namespace Workflows.Journal.Sqlite;

internal sealed partial class SqliteSchema
{
    [LoggerMessage(12, LogLevel.Information, "Applied migration {Migration}.")]
    private partial void LogApplied(string migration);

    [LoggerMessage(
        13,
        LogLevel.Warning,
        "The write-ahead log {Log} is missing, although the server on {Path} did not stop cleanly. If it was deleted, or if only the database file was copied, "
            + "everything written after the last checkpoint is lost: stop the server, put the log back beside the file, and start again. "
            + "If another SQLite program has opened the file since, it has moved the log into it, and nothing is lost."
    )]
    private partial void LogLacksLog(string log, string path);
}
