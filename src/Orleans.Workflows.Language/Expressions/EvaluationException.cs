using Workflows.Language.Data;

namespace Workflows.Language.Expressions;

/// <summary>
/// The data do not fit an expression of the definition. The core turns it into the failure of the state, which retriers and catchers are asked about.
/// </summary>
public sealed class EvaluationException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="name">A reserved error name, see <see cref="ErrorNames"/>.</param>
    /// <param name="cause">What did not fit, for people.</param>
    public EvaluationException(string name, string cause)
        : base(cause) => Error = new WorkflowError(name, cause);

    /// <summary>Where in the state the JSONata expression stands that failed, for example <c>Output/total</c>; null for any other expression.</summary>
    public string? Location { get; init; }

    /// <summary>The error that the state fails with.</summary>
    public WorkflowError Error { get; }
}
