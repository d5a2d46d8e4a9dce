namespace Workflows.Tidy.Source;

/// <summary>
/// The files and members that may break a rule, each with its reason. The list is a ratchet: an entry that is no longer needed fails its test, so it can only shrink
/// or be argued for.
/// </summary>
internal static class Exceptions
{
    /// <summary>Files longer than the limit: path and reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> LongFiles = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Members longer than the limit: <c>path Member</c> and reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> LongMembers = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Files with several public types that are neither a closed family nor the data of one: path and reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> SeveralTypes = new Dictionary<string, string>(StringComparer.Ordinal);
}
