namespace Workflows.Language.Expressions;

/// <summary>What becomes of an evaluation that runs.</summary>
public enum EvaluationVerdict
{
    /// <summary>It goes on.</summary>
    GoOn = 0,

    /// <summary>The state has used up what it may: it fails, as when its steps are used up.</summary>
    FailState,

    /// <summary>It stops, and nothing is decided.</summary>
    Interrupt,
}
