using Microsoft.Extensions.Logging;

namespace Workflows.Journal.Sqlite;

internal sealed partial class SqliteStore
{
    [LoggerMessage(
        15,
        LogLevel.Warning,
        "The write-ahead log could not be moved into the database file at the stop: keep it beside the file."
    )]
    private partial void LogNotClosed(Exception exception);
}
