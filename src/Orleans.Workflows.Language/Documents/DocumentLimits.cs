namespace Workflows.Language.Documents;

/// <summary>How much one document may hold.</summary>
public sealed record DocumentLimits
{
    /// <summary>Size in bytes. Default: 1,048,576 (1 MiB).</summary>
    public int MaxBytes { get; init; } = 1024 * 1024;

    /// <summary>How deep objects and lists may be nested together. Default: 64.</summary>
    public int MaxDepth { get; init; } = Data.JsonData.MaxDepth;

    /// <summary>What all aliases of a YAML document may expand to, in characters; each value counts 8 besides its text. Default: 1,048,576.</summary>
    public int MaxExpansion { get; init; } = 1024 * 1024;
}
