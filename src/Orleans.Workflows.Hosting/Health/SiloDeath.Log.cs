using Microsoft.Extensions.Logging;

namespace Workflows.Hosting.Health;

internal sealed partial class SiloDeath
{
    [LoggerMessage(3101, LogLevel.Critical, "The silo ends: {Context}")]
    private static partial void LogEnd(ILogger logger, Exception? exception, string context);
}
