using Orleans.Concurrency;
using Workflows.Grains.Contracts;
using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Grains.Definitions;

/// <summary>The versions of one workflow; the key is its name.</summary>
[Alias("workflows.definition")]
internal interface IDefinitionGrain : IGrainWithStringKey
{
    /// <summary>Registers a document that has been read without errors.</summary>
    /// <param name="version">Null: the version registered last if it is equal, else the next whole number.</param>
    [Alias("register")]
    Task<DefinitionReply> RegisterAsync(DefinitionDocument document, string? version);

    /// <summary>What a registration would find registered already; null when it would make a new version. Changes nothing.</summary>
    [Alias("check")]
    Task<DefinitionReply?> CheckAsync(DefinitionDocument document, string? version);

    /// <summary>Which version a start gets.</summary>
    /// <param name="version">Null: the one registered last that is not deleted.</param>
    [Alias("find"), AlwaysInterleave]
    Task<DefinitionVersion?> FindAsync(string? version);

    /// <summary>The versions that are not deleted, registered last first; null when there never was any.</summary>
    [Alias("list"), AlwaysInterleave]
    Task<DefinitionVersion[]?> ListAsync(string? afterVersion, int limit);

    /// <summary>Marks a version as deleted. False when it does not exist, or is deleted already.</summary>
    [Alias("delete")]
    Task<bool> DeleteAsync(string version);
}

/// <summary>The document of one version; the key is <c>name@version</c>.</summary>
[Alias("workflows.definition.document")]
internal interface IDefinitionDocumentGrain : IGrainWithStringKey
{
    /// <summary>Keeps the document. Only the definition grain calls it, before the version is in its index.</summary>
    [Alias("store")]
    Task StoreAsync(DefinitionDocument document);

    /// <summary>The document; null when there is none.</summary>
    [Alias("read"), AlwaysInterleave]
    Task<DefinitionDocument?> ReadAsync();
}

/// <summary>A document on its way between grains.</summary>
/// <param name="Description">A sentence for people.</param>
/// <param name="Spelling">How it was written.</param>
/// <param name="Format">How <paramref name="Source"/> is written down.</param>
/// <param name="Source">The document as it was sent.</param>
/// <param name="Definition">The document as JSON.</param>
[GenerateSerializer, Immutable, Alias("workflows.definition.content")]
internal sealed record DefinitionDocument(
    [property: Id(0)] string? Description,
    [property: Id(1)] Spelling Spelling,
    [property: Id(2)] DocumentFormat Format,
    [property: Id(3)] Payload Source,
    [property: Id(4)] Payload Definition
);

/// <summary>What a registration gave.</summary>
[GenerateSerializer, Immutable, Alias("workflows.definition.reply")]
internal sealed record DefinitionReply([property: Id(0)] RegisterOutcome Outcome, [property: Id(1)] DefinitionVersion Version);
