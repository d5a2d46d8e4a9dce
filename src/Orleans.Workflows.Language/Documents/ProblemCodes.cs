using System.Reflection;

namespace Workflows.Language.Documents;

/// <summary>
/// The stable codes of all problems that a document can have. Clients match them; the documentation is checked against this list.
/// </summary>
public static class ProblemCodes
{
    /// <summary>The document is larger than the limit.</summary>
    public const string DocumentTooLarge = "document-too-large";

    /// <summary>The document holds nothing.</summary>
    public const string EmptyDocument = "empty-document";

    /// <summary>Not JSON.</summary>
    public const string InvalidJson = "invalid-json";

    /// <summary>Not YAML.</summary>
    public const string InvalidYaml = "invalid-yaml";

    /// <summary>Not UTF-8, half a surrogate pair, or U+0000.</summary>
    public const string InvalidUnicode = "invalid-unicode";

    /// <summary>Nested deeper than the limit.</summary>
    public const string TooDeep = "too-deep";

    /// <summary>Two members of an object have the same name.</summary>
    public const string DuplicateKey = "duplicate-key";

    /// <summary>A number that no IEEE double can hold, one with an exponent of more than four digits, or none at all (NaN, infinity).</summary>
    public const string NumberOutOfRange = "number-out-of-range";

    /// <summary>A YAML stream with more than one document.</summary>
    public const string SeveralDocuments = "several-documents";

    /// <summary>A YAML tag outside the core schema.</summary>
    public const string UnsupportedTag = "unsupported-tag";

    /// <summary>A YAML key that is not a scalar, or is missing.</summary>
    public const string UnsupportedKey = "unsupported-key";

    /// <summary>A YAML merge key (<c>&lt;&lt;</c>), which YAML 1.2 does not have.</summary>
    public const string MergeKey = "merge-key";

    /// <summary>A YAML alias without its anchor, or inside it.</summary>
    public const string UnknownAlias = "unknown-alias";

    /// <summary>YAML aliases that expand to more than the limit.</summary>
    public const string AliasLimit = "alias-limit";

    /// <summary>A key that the language does not have at this place.</summary>
    public const string UnknownKey = "unknown-key";

    /// <summary>A key in the other spelling.</summary>
    public const string MixedSpelling = "mixed-spelling";

    /// <summary>A required key is not there.</summary>
    public const string MissingKey = "missing-key";

    /// <summary>Keys that exclude each other, or of which one is needed.</summary>
    public const string ConflictingKeys = "conflicting-keys";

    /// <summary>A value of another JSON type than the key takes.</summary>
    public const string WrongType = "wrong-type";

    /// <summary>A value of the right type that the key does not take.</summary>
    public const string InvalidValue = "invalid-value";

    /// <summary>A name that does not follow the grammar of names.</summary>
    public const string InvalidName = "invalid-name";

    /// <summary>Two states of one document have the same name.</summary>
    public const string DuplicateName = "duplicate-name";

    /// <summary>A duration that is none, or out of range.</summary>
    public const string InvalidDuration = "invalid-duration";

    /// <summary>A timestamp that is not as RFC 3339 has it, or has no offset.</summary>
    public const string InvalidTimestamp = "invalid-timestamp";

    /// <summary>A path that is none.</summary>
    public const string InvalidPath = "invalid-path";

    /// <summary>A value of a payload template that is neither a path nor an intrinsic function.</summary>
    public const string InvalidTemplate = "invalid-template";

    /// <summary>A text <c>{% … %}</c> that is no JSONata, or calls what is not allowed.</summary>
    public const string InvalidJsonata = "invalid-jsonata";

    /// <summary>A condition that compares nothing, or several things.</summary>
    public const string InvalidCondition = "invalid-condition";

    /// <summary>An error name that does not exist, or stands where it may not.</summary>
    public const string InvalidErrorName = "invalid-error-name";

    /// <summary>A resource that is malformed, or for which nothing here can answer.</summary>
    public const string InvalidResource = "invalid-resource";

    /// <summary>A placeholder such as <c>${Function}</c> that was not filled in; in documents of AWS only a warning.</summary>
    public const string UnfilledPlaceholder = "unfilled-placeholder";

    /// <summary>Warning: a resource that nobody is registered for here.</summary>
    public const string UnknownResource = "unknown-resource";

    /// <summary>A version that has other content, or was deleted.</summary>
    public const string VersionTaken = "version-taken";

    /// <summary>An input schema that is no JSON Schema.</summary>
    public const string InvalidSchema = "invalid-schema";

    /// <summary>A state leads to a state that does not exist.</summary>
    public const string UnknownNext = "unknown-next";

    /// <summary>Both or neither of <c>next</c> and <c>end</c>.</summary>
    public const string NextOrEnd = "next-or-end";

    /// <summary>No way leads to a state.</summary>
    public const string UnreachableState = "unreachable-state";

    /// <summary>No way leads to an end.</summary>
    public const string NoTerminalState = "no-terminal-state";

    /// <summary>More states than the limit.</summary>
    public const string TooManyStates = "too-many-states";

    /// <summary>
    /// Part of a standard that this engine does not have: items from a bucket, a schema at another address, contents of texts.
    /// </summary>
    public const string NotSupported = "not-supported";

    /// <summary>Warning: a text that looks like a path or a function, but is taken literally.</summary>
    public const string LiteralPath = "literal-path";

    /// <summary>Warning: a key that AWS accepts and that has no meaning here.</summary>
    public const string IgnoredKey = "ignored-key";

    /// <summary>There are more problems than are listed.</summary>
    public const string TooManyProblems = "too-many-problems";

    /// <summary>Every code.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        .. typeof(ProblemCodes)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!),
    ];
}
