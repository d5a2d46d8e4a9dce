using System.Globalization;
using Workflows.Grains.Catalog;
using Workflows.Grains.Contracts;

namespace Workflows.Grains.Definitions;

/// <summary>Keeps the versions of one workflow. A version never gets another content; its name is never given again.</summary>
[GrainType("workflow-definition")]
internal sealed class DefinitionGrain(
    [PersistentState("definition", StorageNames.Definitions)] IPersistentState<DefinitionIndex> index,
    TimeProvider time
) : Grain, IDefinitionGrain
{
    private string Name => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task<DefinitionReply> RegisterAsync(DefinitionDocument document, string? version)
    {
        if (await CheckAsync(document, version) is { } registered)
            return registered;

        var name = version ?? NextWholeNumber();
        var created = new DefinitionVersion
        {
            Version = name,
            Description = document.Description,
            Spelling = document.Spelling,
            Format = document.Format,
            CreatedAt = Moment(),
        };
        // The index is the commit point: a document or a name that a crash leaves behind without it is no version.
        await DocumentOf(name).StoreAsync(document);
        await CatalogGrain.For(GrainFactory, Name).AddAsync(Name);
        index.State.Versions.Add(created);
        await WriteAsync();
        return new DefinitionReply(RegisterOutcome.Created, created);
    }

    /// <inheritdoc/>
    public async Task<DefinitionReply?> CheckAsync(DefinitionDocument document, string? version)
    {
        if (version is null)
            return Newest() is { } newest && await HasContentAsync(newest, document)
                ? new DefinitionReply(RegisterOutcome.Unchanged, newest)
                : null;
        if (VersionNamed(version) is not { } registered)
            return null;
        var isSame = !registered.IsDeleted && await HasContentAsync(registered, document);
        return new DefinitionReply(isSame ? RegisterOutcome.Unchanged : RegisterOutcome.Conflict, registered);
    }

    /// <inheritdoc/>
    public Task<DefinitionVersion?> FindAsync(string? version) => Task.FromResult(version is null ? Newest() : VersionNamed(version));

    /// <inheritdoc/>
    public Task<DefinitionVersion[]?> ListAsync(string? afterVersion, int limit)
    {
        var versions = index.State.Versions;
        if (versions.Count == 0)
            return Task.FromResult<DefinitionVersion[]?>(null);

        var from = afterVersion is null ? versions.Count : versions.FindIndex(entry => entry.Version == afterVersion);
        var page = new List<DefinitionVersion>();
        for (var position = from - 1; position >= 0 && page.Count < limit; position--)
        {
            if (!versions[position].IsDeleted)
                page.Add(versions[position]);
        }
        return Task.FromResult<DefinitionVersion[]?>([.. page]);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string version)
    {
        var position = index.State.Versions.FindIndex(entry => entry.Version == version && !entry.IsDeleted);
        if (position < 0)
            return false;

        index.State.Versions[position] = index.State.Versions[position] with { IsDeleted = true };
        await WriteAsync();
        if (Newest() is null)
            await CatalogGrain.For(GrainFactory, Name).RemoveAsync(Name);
        return true;
    }

    private DefinitionVersion? VersionNamed(string version) => index.State.Versions.Find(entry => entry.Version == version);

    private DefinitionVersion? Newest() => index.State.Versions.FindLast(entry => !entry.IsDeleted);

    // language.md: 1 + the highest whole-number version; deleted ones count, their names are taken.
    private string NextWholeNumber()
    {
        var highest = 0L;
        foreach (var entry in index.State.Versions)
        {
            if (long.TryParse(entry.Version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < long.MaxValue)
                highest = Math.Max(highest, number);
        }
        return (highest + 1).ToString(CultureInfo.InvariantCulture);
    }

    private async Task<bool> HasContentAsync(DefinitionVersion entry, DefinitionDocument document) =>
        entry.Spelling == document.Spelling
        && await DocumentOf(entry.Version).ReadAsync() is { } standing
        && DefinitionContent.IsSame(standing.Definition.ToJson(), document.Definition.ToJson());

    private IDefinitionDocumentGrain DocumentOf(string version) =>
        GrainFactory.ByKey<IDefinitionDocumentGrain>(DefinitionKeys.OfVersion(Name, version));

    private async Task WriteAsync()
    {
        try
        {
            await index.WriteStateAsync();
        }
        catch
        {
            // What is in memory does not stand: the next call begins with what is stored.
            DeactivateOnIdle();
            throw;
        }
    }

    private DateTimeOffset Moment() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
