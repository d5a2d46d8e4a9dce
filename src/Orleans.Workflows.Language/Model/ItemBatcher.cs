using Workflows.Language.Expressions;

namespace Workflows.Language.Model;

/// <summary>How the items of a Map are put together, so that an iteration works at several. ASL: "ItemBatcher".</summary>
public sealed record ItemBatcher
{
    /// <summary>How many items a batch has at most; null or 0 for no limit.</summary>
    public NumberSource? MaxItems { get; init; }

    /// <summary>How many bytes the input of an iteration has at most; null or 0 for no limit.</summary>
    public NumberSource? MaxBytes { get; init; }

    /// <summary>What every batch gets beside its items; null for nothing.</summary>
    public Template? BatchInput { get; init; }
}
