namespace Workflows.Language.Expressions;

/// <summary>The places on the way of data through a state. ASL: "Input and Output Processing".</summary>
public enum DataStage
{
    /// <summary>No place; rejected.</summary>
    None = 0,

    /// <summary>Behind <c>InputPath</c>.</summary>
    InputSelected,

    /// <summary>What the work gets.</summary>
    InputShaped,

    /// <summary>What the work gave.</summary>
    Result,

    /// <summary>Behind <c>ResultSelector</c>.</summary>
    ResultSelected,

    /// <summary>Behind <c>ResultPath</c>.</summary>
    ResultPlaced,
}
