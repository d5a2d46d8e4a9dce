using Microsoft.Extensions.Logging;

namespace Workflows.Grains.Tasks;

internal sealed partial class TaskDispatcher
{
    [LoggerMessage(
        2001,
        LogLevel.Information,
        "The handler of {Resource} failed in execution {ExecutionId}, step {StepId}, attempt {Attempt}."
    )]
    private static partial void LogHandlerFailed(
        ILogger logger,
        Exception exception,
        string resource,
        string executionId,
        string stepId,
        int attempt
    );

    [LoggerMessage(
        2002,
        LogLevel.Warning,
        "The outcome of execution {ExecutionId}, step {StepId}, attempt {Attempt} could not be delivered."
    )]
    private static partial void LogOutcomeLost(ILogger logger, Exception exception, string executionId, string stepId, int attempt);

    [LoggerMessage(
        2003,
        LogLevel.Warning,
        "The silo stops: {Count} attempts that still run are abandoned; they are started again elsewhere."
    )]
    private static partial void LogAbandoned(ILogger logger, int count);
}
