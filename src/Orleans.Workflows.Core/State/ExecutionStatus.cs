namespace Workflows.Core.State;

/// <summary>How an execution stands. The numbers are persisted.</summary>
public enum ExecutionStatus
{
    /// <summary>Not started; never persisted.</summary>
    None = 0,

    /// <summary>On its way.</summary>
    Running = 1,

    /// <summary>About to end badly; what was done is being undone.</summary>
    Compensating = 2,

    /// <summary>Ended with an output.</summary>
    Succeeded = 3,

    /// <summary>Ended with an error that nobody caught.</summary>
    Failed = 4,

    /// <summary>Ended because the timeout of the whole execution was over.</summary>
    TimedOut = 5,

    /// <summary>Ended because somebody asked for it.</summary>
    Cancelled = 6,
}

/// <summary>Questions about a status.</summary>
public static class ExecutionStatuses
{
    /// <summary>Whether nothing can follow but a redrive.</summary>
    public static bool IsEnded(this ExecutionStatus status) => status >= ExecutionStatus.Succeeded;
}
