using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>A way from one state to another, as the document names it.</summary>
internal sealed record Transition(string Target, DocumentNode Node);

/// <summary>A state as it was read, also when it is broken.</summary>
internal sealed class ReadState(string name, DocumentMember member, ReadingContext context)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Where it stands.</summary>
    public DocumentMember Member => member;

    /// <summary>How its document is read; its query language may be its own.</summary>
    public ReadingContext Context { get; set; } = context;

    /// <summary>The type; <see cref="StateKind.None"/> when it could not be read.</summary>
    public StateKind Kind { get; set; }

    /// <summary>The model; null when something that it needs is missing.</summary>
    public StateDefinition? Definition { get; set; }

    /// <summary>Every way out.</summary>
    public List<Transition> Transitions { get; } = [];

    /// <summary>True when an execution can end here.</summary>
    public bool IsTerminal { get; set; }

    /// <summary>Notes a way out.</summary>
    public void LeadsTo(string? target, DocumentMember? member)
    {
        if (target is not null)
            Transitions.Add(new Transition(target, member!.Value));
    }
}

/// <summary>What is gathered while one document is read.</summary>
internal sealed class DefinitionScope(DefinitionLimits limits)
{
    /// <summary>Every state of the document, nested ones included, in the order in which they were read.</summary>
    public Dictionary<string, ReadState> States { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of all states whose graph has been begun, also of those that are read later.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The limits.</summary>
    public DefinitionLimits Limits => limits;

    /// <summary>True once the document has more states than allowed; it was reported, and reading stops.</summary>
    public bool HasTooManyStates { get; set; }
}
