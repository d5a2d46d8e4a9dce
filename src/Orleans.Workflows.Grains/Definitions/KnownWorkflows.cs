using Workflows.Grains.Catalog;
using Workflows.Grains.Contracts;
using Workflows.Language.Model;
using Workflows.Language.Reading;

namespace Workflows.Grains.Definitions;

/// <summary>Says what was probably meant by the name or version of a workflow that does not exist.</summary>
internal sealed class KnownWorkflows(IGrainFactory grains, TimeProvider time)
{
    private const int MostNames = 500;
    private const int MostVersions = 100;
    private const int MostListed = 10;

    // Any two shorter versions are alike.
    private const int ShortestMisspelt = 3;

    // Many wrong starts in a row must not each read the whole catalogue. 5 s.
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(5);

    private volatile RecentNames? recent;

    /// <summary>Which of the two is unknown, and what was probably meant: a sentence or two.</summary>
    public async Task<string> ExplainUnknownAsync(string name, string? version, CancellationToken cancellationToken)
    {
        var versions = WorkflowNames.IsValid(name)
            ? await grains.ByKey<IDefinitionGrain>(name).ListAsync(null, MostVersions).WaitAsync(cancellationToken)
            : null;
        if (versions is null)
            return $"There is no workflow '{name}'.{Suggestions.DidYouMean(name, await NamesAsync(cancellationToken))}";
        if (versions.Length == 0)
            return $"All versions of the workflow '{name}' were deleted; register another version.";
        List<string> known = [.. versions.Select(one => one.Version)];
        var listed = string.Join(", ", known.Take(MostListed));
        return $"The workflow '{name}' exists, but has no version '{version}'."
            + $"{(version is null || version.Length < ShortestMisspelt ? "" : Suggestions.DidYouMean(version, known))} It has: {listed}{(known.Count > MostListed ? ", …" : "")}.";
    }

    private async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (recent is { } read && now - read.ReadAt < Age)
            return read.Names;
        var names = await CatalogGrain.ListAllAsync(grains, null, MostNames).WaitAsync(cancellationToken);
        recent = new RecentNames(now, names);
        return names;
    }

    private sealed record RecentNames(DateTimeOffset ReadAt, IReadOnlyList<string> Names);
}
