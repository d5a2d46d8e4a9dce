using Microsoft.Extensions.Logging;

namespace Workflows.Journal.PostgreSql;

internal sealed partial class PostgreSqlSchema
{
    [LoggerMessage(
        10,
        LogLevel.Warning,
        "PostgreSQL at {Host}:{Port} does not answer yet ({Problem}); the start waits up to {Seconds:F0} s for it."
    )]
    private partial void LogWaiting(string? host, int port, double seconds, string problem);

    [LoggerMessage(11, LogLevel.Information, "Applied migration {Migration}.")]
    private partial void LogApplied(string migration);
}
