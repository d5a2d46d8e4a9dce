using System.Buffers;
using static System.StringComparison;

namespace Workflows.Grains.Definitions;

/// <summary>Keys of definition grains. A name holds no <c>@</c>, so that the pair can be told apart.</summary>
internal static class DefinitionKeys
{
    private static readonly SearchValues<char> Encoded = SearchValues.Create("%{}");

    /// <summary>The key of a version's document. Braces are encoded: Orleans' storage takes keys for formats of its log messages.</summary>
    public static string OfVersion(string name, string version) =>
        version.AsSpan().IndexOfAny(Encoded) < 0
            ? $"{name}@{version}"
            : $"{name}@{version.Replace("%", "%25", Ordinal).Replace("{", "%7B", Ordinal).Replace("}", "%7D", Ordinal)}";
}
