using Microsoft.Extensions.Logging;
using Workflows.Core.State;

namespace Workflows.Grains.Executions;

internal sealed partial class ExecutionPump
{
    /// <summary>Logs the end of the execution, where a turn has ended it.</summary>
    private void LogEnd(ExecutionStatus? before, ExecutionState state)
    {
        if (!state.Status.IsEnded() || before?.IsEnded() == true)
            return;

        var logger = services.Logger;
        var seconds = (state.EndedAt!.Value - state.StartedAt).TotalSeconds;
        if (state.Status is ExecutionStatus.Succeeded or ExecutionStatus.Cancelled)
            LogEnded(logger, id, state.Workflow, state.Version, state.Status, seconds);
        else
            LogEndedBadly(
                logger,
                id,
                state.Workflow,
                state.Version,
                state.Status,
                seconds,
                state.FailedStep?.Id ?? "-",
                state.Error ?? "-",
                state.Cause ?? "-"
            );
    }

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

    [LoggerMessage(2115, LogLevel.Information, "Execution {ExecutionId} of {Workflow} {Version} ended as {Status} after {Seconds:F3} s.")]
    private static partial void LogEnded(
        ILogger logger,
        string executionId,
        string workflow,
        string version,
        ExecutionStatus status,
        double seconds
    );

    [LoggerMessage(
        2116,
        LogLevel.Warning,
        "Execution {ExecutionId} of {Workflow} {Version} ended as {Status} after {Seconds:F3} s, in step {StepId}: {Error}: {Cause}"
    )]
    private static partial void LogEndedBadly(
        ILogger logger,
        string executionId,
        string workflow,
        string version,
        ExecutionStatus status,
        double seconds,
        string stepId,
        string error,
        string cause
    );

    [LoggerMessage(2114, LogLevel.Warning, "Execution {ExecutionId} could not be given back; its lease has to run out first.")]
    private static partial void LogNotGivenBack(ILogger logger, Exception exception, string executionId);
}
