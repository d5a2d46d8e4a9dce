using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>A resource that a document names, with its place: whoever knows the handlers and workflows of a host can say whether it exists.</summary>
/// <param name="Resource">The resource, well-formed.</param>
/// <param name="Position">Where it is located.</param>
public sealed record ResourceReference(TaskResource Resource, SourcePosition Position);
