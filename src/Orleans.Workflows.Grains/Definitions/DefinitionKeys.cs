namespace Workflows.Grains.Definitions;

/// <summary>Keys of definition grains. A name holds no <c>@</c>, so that the pair can be told apart.</summary>
internal static class DefinitionKeys
{
    /// <summary>The key of a version's document.</summary>
    public static string OfVersion(string name, string version) => $"{name}@{version}";
}
