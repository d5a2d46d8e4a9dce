using Microsoft.Extensions.Logging;

namespace Workflows.Journal.Sqlite;

internal sealed partial class QuietCheckpoints
{
    [LoggerMessage(
        14,
        LogLevel.Warning,
        "The write-ahead log could not be moved into the database file; nothing is lost, and it is tried again."
    )]
    private partial void LogFailed(Exception exception);
}
