using Microsoft.Extensions.Logging;

namespace Workflows.Journal.Sqlite;

internal sealed partial class SqliteSchema
{
    [LoggerMessage(12, LogLevel.Information, "Applied migration {Migration}.")]
    private partial void LogApplied(string migration);
}
