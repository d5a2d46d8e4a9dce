namespace Workflows.Language.Schemas;

/// <summary>A keyword with its value, compiled.</summary>
internal abstract class SchemaKeyword
{
    /// <summary>Whether the part of the value satisfies the keyword; violations go to the frame.</summary>
    public abstract bool Check(SchemaFrame frame);
}

/// <summary>One schema of a document: true, false, or an object of keywords.</summary>
internal sealed class Subschema(SchemaResource resource)
{
    private IReadOnlyList<SchemaKeyword> keywords = [];
    private bool isFalse;

    /// <summary>Gives the schema its keywords, once; schemas refer to each other before they are complete.</summary>
    public void Complete(IReadOnlyList<SchemaKeyword> compiled) => keywords = compiled;

    /// <summary>Makes it the schema that nothing satisfies.</summary>
    public void CompleteAsFalse() => isFalse = true;

    /// <summary>Whether the part of the value satisfies the schema.</summary>
    public bool Check(SchemaFrame frame)
    {
        frame.Run.Step(frame.Depth);
        if (isFalse)
            return frame.Fail("false", "Nothing is allowed here.");
        var own = frame.Run.TracksEvaluated ? new EvaluatedParts() : null;
        var inside = frame with { Scope = frame.Scope.Enter(resource), Evaluated = own, Depth = frame.Depth + 1 };
        var isSatisfied = true;
        foreach (var keyword in keywords)
        {
            isSatisfied &= keyword.Check(inside);
            if (!isSatisfied && frame.Sink is null)
                return false;
        }
        if (isSatisfied && own is not null)
            frame.Evaluated?.Add(own);
        return isSatisfied;
    }
}

/// <summary>A schema with an address of its own: the document, or what has an <c>$id</c>.</summary>
/// <param name="uri">The address, without fragment.</param>
internal sealed class SchemaResource(Uri uri)
{
    /// <summary>The address.</summary>
    public Uri Uri => uri;

    /// <summary>The schemas with a dynamic anchor.</summary>
    public Dictionary<string, Subschema> DynamicAnchors { get; } = new(StringComparer.Ordinal);
}
