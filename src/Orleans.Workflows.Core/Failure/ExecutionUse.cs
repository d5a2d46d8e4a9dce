using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.Failure;

/// <summary>What an execution has used of what it may use.</summary>
internal static class ExecutionUse
{
    /// <summary>The error of an execution that has used more than it may; null when it has not. It ends the execution, whatever could be caught.</summary>
    public static WorkflowError? Excess(ExecutionState state, ExecutionLimits limits)
    {
        if (state.LastSequence > limits.MaxEvents)
            return Grown($"The history has grown past its limit of {limits.MaxEvents} events.");
        if (state.HistoryBytes > limits.MaxHistoryBytes)
            return Grown($"The history has grown past its limit of {limits.MaxHistoryBytes} bytes.");
        return state.CarriedBytes > limits.MaxExecutionBytes
            ? new WorkflowError(
                ErrorNames.DataLimitExceeded,
                $"The data of the execution with all its branches have {state.CarriedBytes} bytes; the limit is {limits.MaxExecutionBytes}."
            )
            : null;
    }

    private static WorkflowError Grown(string cause) => new(ErrorNames.Runtime, cause);
}
