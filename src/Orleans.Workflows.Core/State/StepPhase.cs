namespace Workflows.Core.State;

/// <summary>What an open step is doing.</summary>
public enum StepPhase
{
    /// <summary>No phase; rejected.</summary>
    None = 0,

    /// <summary>Entered; nothing outside has been asked yet.</summary>
    Entered,

    /// <summary>An attempt is due or runs.</summary>
    Running,

    /// <summary>Waits for a moment.</summary>
    Waiting,

    /// <summary>Waits for the moment of its next attempt.</summary>
    Retrying,
}
