using Workflows.Language.Paths;

namespace Workflows.Language.Model;

/// <summary>The ways in which a result meets the data.</summary>
public enum ResultPlacementKind
{
    /// <summary>No way; rejected.</summary>
    None = 0,

    /// <summary>
    /// An object result is merged shallowly into an object, null leaves the data, anything else replaces them: the native default.
    /// </summary>
    Merge,

    /// <summary>The result replaces the data: <c>$</c>, ASL's default.</summary>
    Replace,

    /// <summary>The result is put at a path.</summary>
    At,

    /// <summary>The result is dropped: a literal <c>null</c>.</summary>
    Discard,
}

/// <summary>Where the result of a state goes. ASL: "ResultPath".</summary>
/// <param name="Kind">The way.</param>
/// <param name="Path">The place; only with <see cref="ResultPlacementKind.At"/>.</param>
public sealed record ResultPlacement(ResultPlacementKind Kind, ReferencePath? Path)
{
    /// <summary>Merge into the raw input.</summary>
    public static readonly ResultPlacement Merge = new(ResultPlacementKind.Merge, null);

    /// <summary>Replace the raw input.</summary>
    public static readonly ResultPlacement Replace = new(ResultPlacementKind.Replace, null);

    /// <summary>Keep the raw input.</summary>
    public static readonly ResultPlacement Discard = new(ResultPlacementKind.Discard, null);

    /// <summary>Put the result at a place in the raw input.</summary>
    public static ResultPlacement At(ReferencePath path) => new(ResultPlacementKind.At, path);
}
