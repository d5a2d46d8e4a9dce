using Microsoft.Extensions.Logging;

namespace Workflows.Grains.Executions;

internal sealed partial class SnapshotStore
{
    [LoggerMessage(2101, LogLevel.Warning, "The snapshot of execution {ExecutionId} cannot be read; its whole history is folded instead.")]
    private static partial void LogUnreadable(ILogger logger, Exception exception, string executionId);

    [LoggerMessage(2102, LogLevel.Warning, "The snapshot of execution {ExecutionId} could not be written; the next one may.")]
    private static partial void LogUnwritten(ILogger logger, Exception exception, string executionId);
}
