using System.Text.RegularExpressions;

namespace Workflows.Language.Model;

/// <summary>What workflows and versions may be called.</summary>
public static partial class WorkflowNames
{
    /// <summary>The longest version, in characters.</summary>
    public const int LongestVersion = 80;

    /// <summary>Whether a text may be the name of a workflow: <c>[A-Za-z0-9][A-Za-z0-9_.-]{0,79}</c>.</summary>
    public static bool IsValid(string name) => Name().IsMatch(name);

    /// <summary>What <see cref="IsValidVersion"/> takes, as a sentence.</summary>
    public const string VersionGrammar = "A version has 1 to 80 characters, no '/' or control characters, and is not '.' or '..'.";

    /// <summary>
    /// Whether a text may be a version: 1 to <see cref="LongestVersion"/> characters, no <c>/</c> and no control characters; not <c>.</c> or <c>..</c>, which no address
    /// can have as its last part.
    /// </summary>
    public static bool IsValidVersion(string version) =>
        version.Length is > 0 and <= LongestVersion && version is not ("." or "..") && !version.Any(c => c == '/' || char.IsControl(c));

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
