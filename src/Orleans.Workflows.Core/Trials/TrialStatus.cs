namespace Workflows.Core.Trials;

/// <summary>What a state leads to.</summary>
public enum TrialStatus
{
    /// <summary>Nothing; rejected.</summary>
    None = 0,

    /// <summary>It is left on its ordinary way.</summary>
    Succeeded,

    /// <summary>Its error ends the execution.</summary>
    Failed,

    /// <summary>A retrier answers for its error.</summary>
    Retriable,

    /// <summary>A catcher answers for its error.</summary>
    CaughtError,
}
