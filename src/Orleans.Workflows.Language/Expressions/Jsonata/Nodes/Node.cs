using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Nodes;

/// <summary>One part of a compiled expression. The compiler fills in what stands after it; afterwards it never changes.</summary>
internal abstract class Node(int offset)
{
    /// <summary>Where it stands in the expression, in characters from 0.</summary>
    public int Offset => offset;

    /// <summary>Predicates behind what is no step of a path.</summary>
    public List<Node> Predicates { get; set; } = [];

    /// <summary>Predicates and positions behind a step of a path.</summary>
    public List<Stage> Stages { get; set; } = [];

    /// <summary>A grouping behind it (<c>{key: value}</c>).</summary>
    public Grouping? Group { get; set; }

    /// <summary>True for <c>name[]</c>: one item stays an array.</summary>
    public bool KeepsArray { get; set; }

    /// <summary>The variable that a step binds its items to (<c>@$v</c>).</summary>
    public string? Focus { get; set; }

    /// <summary>The variable that a step binds the position to (<c>#$i</c>).</summary>
    public string? Index { get; set; }

    /// <summary>What later steps look for as their parent.</summary>
    public AncestorSlot? Ancestor { get; set; }

    /// <summary>True when items must carry their bindings from here on.</summary>
    public bool BindsRows { get; set; }

    /// <summary>True for an array constructor at an end of a path, which is not flattened, and for a block around one.</summary>
    public bool IsConstructed { get; set; }

    /// <summary>Parents that are looked for further outside; only while compiling.</summary>
    public List<AncestorSlot>? Seeking { get; set; }

    /// <summary>The value, without predicates and grouping; call <see cref="Evaluation.Evaluate"/> instead.</summary>
    public abstract Value? Run(Evaluation run, Value? input, Frame frame);
}

/// <summary>The place of a parent (<c>%</c>): the variable that carries it, and how many levels up it still is.</summary>
internal sealed class AncestorSlot(string label)
{
    public string Label { get; set; } = label;

    public int Level { get; set; } = 1;
}

/// <summary>What follows a step: a predicate, or a variable for the position.</summary>
internal sealed record Stage(Node? Predicate, string? Index);
