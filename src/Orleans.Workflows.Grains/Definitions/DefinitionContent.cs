using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Grains.Definitions;

/// <summary>Whether two documents say the same: layout, comments, the order of members and JSON or YAML do not count.</summary>
internal static class DefinitionContent
{
    /// <summary>The version is compared by its name, which is a text: YAML's <c>1.0</c> is a number in the document, JSON's <c>"1.0"</c> is not.</summary>
    private const string VersionKey = "version";

    /// <summary>True when both are the same but for their version.</summary>
    public static bool IsSame(JsonData one, JsonData other) => Contains(one.Root, other.Root) && Contains(other.Root, one.Root);

    private static bool Contains(JsonElement outer, JsonElement inner)
    {
        foreach (var member in inner.EnumerateObject())
        {
            if (member.NameEquals(VersionKey))
                continue;
            if (!outer.TryGetProperty(member.Name, out var value) || !JsonElement.DeepEquals(value, member.Value))
                return false;
        }
        return true;
    }
}
