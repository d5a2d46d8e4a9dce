using Microsoft.Extensions.Logging;

namespace Workflows.Journal.PostgreSql;

internal sealed partial class PostgreSqlSchema
{
    [LoggerMessage(10, LogLevel.Warning, "PostgreSQL does not answer yet; waiting for it. ({Problem})")]
    private partial void LogWaiting(string problem);

    [LoggerMessage(11, LogLevel.Information, "Applied migration {Migration}.")]
    private partial void LogApplied(string migration);
}
