using Microsoft.Extensions.Logging;

namespace Workflows.Grains.Executions;

internal sealed partial class Relatives
{
    [LoggerMessage(2121, LogLevel.Warning, "Execution {ExecutionId} could not reach its parent or a child; it tries again.")]
    private static partial void LogCallFailed(ILogger logger, Exception exception, string executionId);
}
