using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Grains.Definitions;

/// <summary>The versions of one workflow, in the order in which they were registered. The documents are kept elsewhere: a thousand of them would make one huge record.</summary>
internal sealed class DefinitionIndex
{
    /// <summary>The versions, registered last at the end; deleted ones stay, so that their names are never given again.</summary>
    public List<DefinitionVersion> Versions { get; set; } = [];
}

/// <summary>One version, without its document.</summary>
[GenerateSerializer, Immutable, Alias("workflows.definition.version")]
internal sealed record DefinitionVersion
{
    /// <summary>The version.</summary>
    [Id(0)]
    public required string Version { get; init; }

    /// <summary>A sentence for people.</summary>
    [Id(1)]
    public string? Description { get; init; }

    /// <summary>How the document was written.</summary>
    [Id(2)]
    public required Spelling Spelling { get; init; }

    /// <summary>How the document is written down.</summary>
    [Id(3)]
    public required DocumentFormat Format { get; init; }

    /// <summary>When it was registered.</summary>
    [Id(4)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether no execution of it can be started any more.</summary>
    [Id(5)]
    public bool IsDeleted { get; init; }
}

/// <summary>The document of one version.</summary>
internal sealed class DefinitionRecord
{
    /// <summary>A sentence for people.</summary>
    public string? Description { get; set; }

    /// <summary>How the document was written.</summary>
    public Spelling Spelling { get; set; }

    /// <summary>How <see cref="Source"/> is written down.</summary>
    public DocumentFormat Format { get; set; }

    /// <summary>The document as it was sent.</summary>
    public byte[] Source { get; set; } = [];

    /// <summary>The document as JSON.</summary>
    public byte[] Definition { get; set; } = [];
}
