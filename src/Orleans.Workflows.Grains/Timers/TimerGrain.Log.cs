using Microsoft.Extensions.Logging;

namespace Workflows.Grains.Timers;

internal sealed partial class TimerGrain
{
    [LoggerMessage(2201, LogLevel.Warning, "Timer shard {Shard} could not read what is due; it tries again in a few seconds.")]
    private static partial void LogReloadFailed(ILogger logger, Exception exception, int shard);

    [LoggerMessage(2202, LogLevel.Warning, "Execution {ExecutionId} could not be woken; it is tried again after a pause.")]
    private static partial void LogWakeFailed(ILogger logger, Exception exception, string executionId);
}
