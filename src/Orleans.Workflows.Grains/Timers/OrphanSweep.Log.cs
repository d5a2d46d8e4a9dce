using Microsoft.Extensions.Logging;

namespace Workflows.Grains.Timers;

internal sealed partial class OrphanSweep
{
    [LoggerMessage(2221, LogLevel.Warning, "Executions that nobody looks after could not be found; it is tried again in 30 s.")]
    private static partial void LogSweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(2222, LogLevel.Information, "Took up {Count} executions that nobody looked after.")]
    private static partial void LogTakenUp(ILogger logger, int count);

    [LoggerMessage(2223, LogLevel.Warning, "Execution {ExecutionId}, which nobody looks after, could not be woken.")]
    private static partial void LogWakeFailed(ILogger logger, Exception exception, string executionId);
}
