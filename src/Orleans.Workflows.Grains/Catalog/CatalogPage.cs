namespace Workflows.Grains.Catalog;

/// <summary>The names that one catalogue grain keeps.</summary>
internal sealed class CatalogPage
{
    /// <summary>In ordinal order.</summary>
    public List<string> Names { get; set; } = [];
}
