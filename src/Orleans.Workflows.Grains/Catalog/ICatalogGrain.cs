using Orleans.Concurrency;

namespace Workflows.Grains.Catalog;

/// <summary>The names of some of the workflows: those whose hash is the grain's key.</summary>
[Alias("workflows.catalog")]
internal interface ICatalogGrain : IGrainWithIntegerKey
{
    /// <summary>Adds a name, unless it is there.</summary>
    [Alias("add")]
    Task AddAsync(string name);

    /// <summary>Removes a name, if it is there.</summary>
    [Alias("remove")]
    Task RemoveAsync(string name);

    /// <summary>Names in ordinal order.</summary>
    /// <param name="afterName">Begin behind this name; null for the first ones.</param>
    [Alias("list"), AlwaysInterleave]
    Task<string[]> ListAsync(string? afterName, int limit);
}
