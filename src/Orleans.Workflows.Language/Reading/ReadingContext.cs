using Workflows.Language.Documents;
using Workflows.Language.Model;
using Workflows.Language.Paths;

namespace Workflows.Language.Reading;

/// <summary>What every part of a reader needs: the spelling, and where problems go.</summary>
internal sealed record ReadingContext(Spelling Spelling, ProblemList Problems)
{
    /// <summary>The query language of the state that is being read.</summary>
    public QueryLanguage QueryLanguage { get; init; } = QueryLanguage.JsonPath;

    /// <summary>The query language of the whole document, which a state without one of its own is in, wherever it stands.</summary>
    public QueryLanguage DocumentLanguage { get; init; } = QueryLanguage.JsonPath;

    /// <summary>Whether JSONata sees <c>$states.result</c> where it is being read.</summary>
    public bool HasResult { get; init; }

    /// <summary>Whether JSONata sees <c>$states.errorOutput</c> where it is being read.</summary>
    public bool HasErrorOutput { get; init; }

    /// <summary>The state that is being read; null outside of one. Expressions tell where in it they stand.</summary>
    public DocumentNode? State { get; init; }

    /// <summary>Whether a mock answers for a resource that nothing else does.</summary>
    public Func<string, bool> IsMocked { get; init; } = static _ => false;

    /// <summary>Whether the document has been registered already: what only a registration refuses is no problem then.</summary>
    public bool IsAccepted { get; init; }

    /// <summary>Where the resources that are named go.</summary>
    public List<ResourceReference> Resources { get; } = [];

    /// <summary>The payload template that is being read; null outside of one.</summary>
    public DocumentNode? Template { get; init; }

    /// <summary>True when the document is in our own spelling.</summary>
    public bool IsNative => Spelling == Spelling.Native;

    /// <summary>Which paths the document may write.</summary>
    public PathDialect Dialect => IsNative ? PathDialect.Standard : PathDialect.Asl;

    /// <summary>True when expressions are JSONata.</summary>
    public bool IsJsonata => QueryLanguage == QueryLanguage.Jsonata;

    /// <summary>A key as this document spells it; only for keys that its spelling has.</summary>
    public string Spelled(Key key) => key.In(Spelling)!;

    /// <summary>Reports a mistake that a registration refuses, although the model can be built: an older build may have accepted it.</summary>
    public void Refuse(string code, string message, DocumentNode node)
    {
        if (!IsAccepted)
            Report(code, message, node);
    }

    /// <summary>Reports a problem at a value.</summary>
    public void Report(string code, string message, DocumentNode node) => Problems.Add(code, message, node.Position);
}
