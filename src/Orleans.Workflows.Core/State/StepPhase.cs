namespace Workflows.Core.State;

/// <summary>What an open step is doing. The numbers are persisted.</summary>
public enum StepPhase
{
    /// <summary>No phase; rejected.</summary>
    None = 0,

    /// <summary>Entered; nothing outside has been asked yet.</summary>
    Entered = 1,

    /// <summary>An attempt is due or runs in a process of the engine.</summary>
    Running = 2,

    /// <summary>Waits for a moment.</summary>
    Waiting = 3,

    /// <summary>Waits for the moment of its next attempt.</summary>
    Retrying = 4,

    /// <summary>An attempt is with somebody outside: a worker, whoever will call back, a child execution.</summary>
    Outside = 5,

    /// <summary>Waits for an event.</summary>
    Listening = 6,

    /// <summary>Its branches or iterations are under way.</summary>
    FannedOut = 7,
}
