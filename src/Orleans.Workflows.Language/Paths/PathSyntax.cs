namespace Workflows.Language.Paths;

/// <summary>What a query starts from.</summary>
internal enum PathRoot
{
    /// <summary>Nothing; rejected.</summary>
    None = 0,

    /// <summary><c>$</c>: the data.</summary>
    Data,

    /// <summary><c>$$</c>: the context object.</summary>
    Context,

    /// <summary><c>$name</c>: a variable.</summary>
    Variable,

    /// <summary><c>@</c>: the value that a filter looks at.</summary>
    Current,
}

/// <summary>The kinds of selectors. RFC 9535, section 2.3.</summary>
internal enum SelectorKind
{
    /// <summary>No kind; rejected.</summary>
    None = 0,

    /// <summary>One member by name.</summary>
    Name,

    /// <summary>One element by index, negative from the end.</summary>
    Index,

    /// <summary>A range of elements.</summary>
    Slice,

    /// <summary>All members or elements.</summary>
    Wildcard,

    /// <summary>Those for which an expression holds.</summary>
    Filter,
}

/// <summary>One selector; which of the fields count follows from the kind.</summary>
internal sealed record Selector(SelectorKind Kind)
{
    /// <summary>The member's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The index, or the start of a slice.</summary>
    public long? Start { get; init; }

    /// <summary>The end of a slice, itself outside.</summary>
    public long? End { get; init; }

    /// <summary>The step of a slice.</summary>
    public long Step { get; init; } = 1;

    /// <summary>The expression of a filter.</summary>
    public FilterExpression? Filter { get; init; }

    /// <summary>True when a filter looks at objects only, and at an object itself instead of its members. AWS's dialect.</summary>
    public bool IsForObjects { get; init; }

    /// <summary>True when an index selects nothing: negative ones count from the end in RFC 9535, and fail on AWS.</summary>
    public bool IsNowhere { get; init; }

    /// <summary>Several names whose members are selected as one object; null for one name. AWS's dialect.</summary>
    public IReadOnlyList<string>? Names { get; init; }
}

/// <summary>One segment: selectors applied to children, or to all descendants. RFC 9535, section 2.5.</summary>
internal sealed record Segment(bool IsDescendant, IReadOnlyList<Selector> Selectors)
{
    /// <summary>True when it selects one value at most.</summary>
    public bool IsSingular => !IsDescendant && Selectors is [{ Kind: SelectorKind.Name or SelectorKind.Index }];

    /// <summary>True when it names one member.</summary>
    public bool IsName => !IsDescendant && Selectors is [{ Kind: SelectorKind.Name }];
}

/// <summary>A root and segments.</summary>
internal sealed record PathQuery(PathRoot Root, IReadOnlyList<Segment> Segments)
{
    /// <summary>The name of the variable that it starts from.</summary>
    public string Variable { get; init; } = "";

    /// <summary>True when it selects one value at most. RFC 9535, section 2.3.5.1.</summary>
    public bool IsSingular { get; } = Segments.All(segment => segment.IsSingular);
}

/// <summary>A text is not a path.</summary>
internal sealed class PathSyntaxException(int offset, string message) : Exception(message)
{
    /// <summary>Where in the text, from 0.</summary>
    public int Offset { get; } = offset;
}
