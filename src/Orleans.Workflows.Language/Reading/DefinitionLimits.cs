using Workflows.Language.Documents;

namespace Workflows.Language.Reading;

/// <summary>How much one definition may hold.</summary>
public sealed record DefinitionLimits
{
    /// <summary>The limits of its document: bytes, nesting, aliases.</summary>
    public DocumentLimits Document { get; init; } = new();

    /// <summary>States in the whole document, those of branches and iterators included. Default: 10,000.</summary>
    public int MaxStates { get; init; } = 10_000;

    /// <summary>How many problems are listed. Default: 200.</summary>
    public int MaxProblems { get; init; } = ProblemList.DefaultLimit;
}
