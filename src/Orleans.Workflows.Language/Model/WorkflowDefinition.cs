using System.Collections.Frozen;
using Workflows.Language.Schemas;

namespace Workflows.Language.Model;

/// <summary>How a document was written. It decides data flow and errors where the two spellings differ, and nothing else.</summary>
public enum Spelling
{
    /// <summary>No spelling; rejected.</summary>
    None = 0,

    /// <summary>Our own: camelCase keys, results merged by default, forgiving comparisons.</summary>
    Native,

    /// <summary>The Amazon States Language, exactly.</summary>
    Asl,
}

/// <summary>Which language expressions are written in.</summary>
public enum QueryLanguage
{
    /// <summary>No language; rejected.</summary>
    None = 0,

    /// <summary>JSONPath, intrinsic functions and payload templates.</summary>
    JsonPath,

    /// <summary>JSONata in <c>{% … %}</c>.</summary>
    Jsonata,
}

/// <summary>One workflow definition: the immutable model that either spelling is read into, with every expression compiled.</summary>
public sealed record WorkflowDefinition
{
    /// <summary>The name; null only in an ASL document, whose name is given beside it.</summary>
    public string? Name { get; init; }

    /// <summary>The version as written; null when left out.</summary>
    public string? Version { get; init; }

    /// <summary>A sentence for people.</summary>
    public string? Description { get; init; }

    /// <summary>How the document was written.</summary>
    public required Spelling Spelling { get; init; }

    /// <summary>The query language of the document; a state may override it.</summary>
    public QueryLanguage QueryLanguage { get; init; } = QueryLanguage.JsonPath;

    /// <summary>Timeout of the whole execution, waits included; null for none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The schema that an execution's input must satisfy; null for none.</summary>
    public JsonSchema? InputSchema { get; init; }

    /// <summary>The top-level graph.</summary>
    public required StateGraph Graph { get; init; }

    /// <summary>
    /// Every state of the document by name, those of branches and iterators included: names are unique in the whole document.
    /// </summary>
    public required FrozenDictionary<string, StateDefinition> States { get; init; }
}

/// <summary>A graph of states that one scope runs through: the document's, a branch's or an iterator's.</summary>
/// <param name="StartAt">The name of the first state.</param>
/// <param name="States">The states in the order of the document.</param>
public sealed record StateGraph(string StartAt, IReadOnlyList<StateDefinition> States);
