using Workflows.Journal;

namespace Workflows.Grains.Catalog;

/// <summary>
/// Keeps names of workflows, sorted. The catalogue is spread over a fixed number of grains by the hash of the name, so that no record grows with all of them.
/// </summary>
[GrainType("workflow-catalog")]
internal sealed class CatalogGrain([PersistentState("catalog", StorageNames.Definitions)] IPersistentState<CatalogPage> page)
    : Grain,
        ICatalogGrain
{
    /// <summary>The grain that keeps a name.</summary>
    public static ICatalogGrain For(IGrainFactory grains, string name) => grains.GetGrain<ICatalogGrain>(Shards.Of(name));

    /// <summary>Names from all grains of the catalogue, in ordinal order.</summary>
    public static async Task<List<string>> ListAllAsync(IGrainFactory grains, string? afterName, int limit)
    {
        var pages = await Task.WhenAll(
            Enumerable.Range(0, Shards.Count).Select(shard => grains.GetGrain<ICatalogGrain>(shard).ListAsync(afterName, limit))
        );
        return [.. pages.SelectMany(names => names).Order(StringComparer.Ordinal).Take(limit)];
    }

    /// <inheritdoc/>
    public async Task AddAsync(string name)
    {
        var position = page.State.Names.BinarySearch(name, StringComparer.Ordinal);
        if (position >= 0)
            return;

        page.State.Names.Insert(~position, name);
        await WriteAsync();
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string name)
    {
        var position = page.State.Names.BinarySearch(name, StringComparer.Ordinal);
        if (position < 0)
            return;

        page.State.Names.RemoveAt(position);
        await WriteAsync();
    }

    /// <inheritdoc/>
    public Task<string[]> ListAsync(string? afterName, int limit)
    {
        var names = page.State.Names;
        var from = afterName is null ? 0 : names.BinarySearch(afterName, StringComparer.Ordinal);
        from = from < 0 ? ~from : from + (afterName is null ? 0 : 1);
        return Task.FromResult(names.Skip(from).Take(limit).ToArray());
    }

    private async Task WriteAsync()
    {
        try
        {
            await page.WriteStateAsync();
        }
        catch
        {
            // What is in memory does not stand: the next call begins with what is stored.
            DeactivateOnIdle();
            throw;
        }
    }
}
