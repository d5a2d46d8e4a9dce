using Microsoft.Extensions.Logging;

namespace Workflows.Grains.Retention;

internal sealed partial class RetentionSweep
{
    [LoggerMessage(2241, LogLevel.Information, "{Count} executions that ended long ago were deleted.")]
    private static partial void LogDeleted(ILogger logger, int count);

    [LoggerMessage(2242, LogLevel.Warning, "Executions that ended long ago could not be deleted; the next sweep tries again.")]
    private static partial void LogNotSwept(ILogger logger, Exception exception);
}
