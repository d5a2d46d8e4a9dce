using Microsoft.Extensions.Logging;

namespace Workflows.Grains.Executions;

internal sealed partial class ExecutionPump
{
    [LoggerMessage(
        2111,
        LogLevel.Warning,
        "Execution {ExecutionId} was written by another activation: this one decides on the fresh state, answers and leaves."
    )]
    private static partial void LogConflict(ILogger logger, string executionId);

    [LoggerMessage(2112, LogLevel.Error, "Execution {ExecutionId} could not go on; it is taken up again from the journal.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string executionId);

    [LoggerMessage(
        2113,
        LogLevel.Error,
        "The result of step {Step} of execution {ExecutionId} could not be decided; the step fails with States.Runtime."
    )]
    private static partial void LogUndecidable(ILogger logger, Exception exception, string executionId, int step);

    [LoggerMessage(2114, LogLevel.Warning, "Execution {ExecutionId} could not be given back; its lease has to run out first.")]
    private static partial void LogNotGivenBack(ILogger logger, Exception exception, string executionId);
}
