using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>What reading a document gave.</summary>
/// <param name="Definition">The model; null when there is an error among the problems.</param>
/// <param name="Document">The document as JSON, comments and layout gone, members in their order; null when it could not be parsed at
/// all.</param>
/// <param name="Problems">All problems, errors and warnings, in the order of the document.</param>
public sealed record ReadResult(WorkflowDefinition? Definition, Data.JsonData? Document, IReadOnlyList<Problem> Problems)
{
    /// <summary>The resources that the document names, in its order.</summary>
    public IReadOnlyList<ResourceReference> Resources { get; init; } = [];
}
