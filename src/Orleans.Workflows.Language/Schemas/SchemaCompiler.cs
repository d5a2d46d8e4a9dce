using Workflows.Language.Documents;
using Workflows.Language.Reading;

namespace Workflows.Language.Schemas;

/// <summary>Compiles a schema, or says everything that is wrong with it. A keyword that nobody knows is a problem, too.</summary>
internal sealed class SchemaCompiler
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    private static readonly string[] Annotations =
    [
        "$comment",
        "title",
        "description",
        "default",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
        "format",
    ];

    private static readonly string[] Unsupported =
    [
        "$vocabulary",
        "$recursiveRef",
        "$recursiveAnchor",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
        "dependencies",
        "additionalItems",
        "id",
    ];

    private static readonly string[] Assertions =
    [
        "type",
        "enum",
        "const",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "pattern",
        "required",
        "dependentRequired",
        "minProperties",
        "maxProperties",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minContains",
        "maxContains",
        "$ref",
        "$dynamicRef",
        "$id",
        "$schema",
        "$anchor",
        "$dynamicAnchor",
    ];

    private static readonly IReadOnlyList<string> Known =
    [
        .. Annotations,
        .. Assertions,
        .. SchemaIndex.OneSchema,
        .. SchemaIndex.SchemaLists,
        .. SchemaIndex.SchemaObjects,
    ];

    /// <summary>Different patterns of one schema: each costs about a millisecond when the definition is registered.</summary>
    private const int MostPatterns = 500;

    private readonly Dictionary<DocumentNode, Subschema> compiled = [];
    private readonly Dictionary<string, SchemaPattern?> patterns = new(StringComparer.Ordinal);
    private readonly DocumentNode root;
    private readonly ProblemList problems;
    private readonly SchemaIndex index;
    private bool hasProblems;
    private bool tracksEvaluated;

    /// <summary>Prepares the compilation of an object, true or false.</summary>
    public SchemaCompiler(DocumentNode root, ProblemList problems)
    {
        (this.root, this.problems) = (root, problems);
        index = new SchemaIndex(root, Report);
    }

    /// <summary>The schema; null when something is wrong with it.</summary>
    public JsonSchema? Compile()
    {
        var schema = Of(root);
        foreach (var node in index.Schemas.ToList())
            Of(node);
        foreach (var (resource, name, node) in index.DynamicAnchors)
            resource.DynamicAnchors[name] = Of(node);
        return hasProblems ? null : new JsonSchema(root.ToJson(), schema, index.Root, tracksEvaluated);
    }

    /// <summary>Reports a problem.</summary>
    public void Report(DocumentNode node, string message) => Report(node.Position, ProblemCodes.InvalidSchema, message);

    /// <summary>A pattern of the schema; null when it is none, or one too many.</summary>
    public SchemaPattern? PatternOf(DocumentNode at, string text)
    {
        if (patterns.TryGetValue(text, out var known))
            return known;
        if (patterns.Count >= MostPatterns)
        {
            Report(at, $"A schema has at most {MostPatterns} different patterns.");
            return null;
        }

        if (!SchemaPattern.TryParse(text, out var pattern, out var error))
            Report(at, $"'{Fields.Shorten(text)}' is no regular expression: {error}.");
        return patterns[text] = pattern;
    }

    /// <summary>The compiled form of a schema of the document.</summary>
    public Subschema Of(DocumentNode node)
    {
        if (compiled.TryGetValue(node, out var known))
            return known;
        var schema = compiled[node] = new Subschema(index.ResourceOf(node));
        if (node is ObjectNode members)
            schema.Complete(Keywords(members));
        else if (node is ScalarNode { Kind: NodeKind.Boolean, Json: "false" })
            schema.CompleteAsFalse();
        return schema;
    }

    private List<SchemaKeyword> Keywords(ObjectNode node)
    {
        CheckNames(node);
        var fields = new SchemaFields(node, this);
        List<SchemaKeyword> keywords = [.. References(node)];
        keywords.AddRange(SchemaAssertions.Read(fields));
        keywords.AddRange(SchemaApplicators.Read(fields));
        // What is left over is known only when everything else was looked at.
        if (fields.Schema("unevaluatedProperties") is { } members)
            keywords.Add(new UnevaluatedPropertiesKeyword(members));
        if (fields.Schema("unevaluatedItems") is { } items)
            keywords.Add(new UnevaluatedItemsKeyword(items));
        tracksEvaluated |= node.Find("unevaluatedProperties") is not null || node.Find("unevaluatedItems") is not null;
        return keywords;
    }

    private void CheckNames(ObjectNode node)
    {
        foreach (var member in node.Members)
        {
            if (member.Name == "$schema")
                CheckDraft(member);
            else if (Unsupported.Contains(member.Name))
                Report(member.Position, ProblemCodes.NotSupported, $"The keyword '{member.Name}' is not supported; remove it.");
            else if (!Known.Contains(member.Name) && !member.Name.StartsWith("x-", StringComparison.Ordinal))
                Report(
                    member.Position,
                    ProblemCodes.InvalidSchema,
                    $"JSON Schema has no keyword '{Fields.Shorten(member.Name)}'.{Suggestions.DidYouMean(member.Name, Known)} "
                        + "Names of your own begin with 'x-'."
                );
        }
    }

    private void CheckDraft(DocumentMember member)
    {
        if (member.Value is not ScalarNode { Kind: NodeKind.Text } text || text.Json.TrimEnd('#') != Draft)
            Report(member.Position, ProblemCodes.NotSupported, $"Only draft 2020-12 is supported: {Draft}.");
    }

    private IEnumerable<SchemaKeyword> References(ObjectNode node)
    {
        if (Target(node, "$ref") is { } target)
            yield return new RefKeyword(Of(target));
        if (Target(node, "$dynamicRef") is not { } initial)
            yield break;
        var reference = ((ScalarNode)node.Find("$dynamicRef")!.Value).Json;
        var anchor = reference[(reference.IndexOf('#', StringComparison.Ordinal) + 1)..];
        // Only a dynamic anchor makes the reference a dynamic one.
        var isDynamic = initial is ObjectNode members && members.Find("$dynamicAnchor")?.Value is ScalarNode name && name.Json == anchor;
        yield return isDynamic ? new DynamicRefKeyword(anchor, Of(initial)) : new RefKeyword(Of(initial));
    }

    private DocumentNode? Target(ObjectNode node, string keyword)
    {
        if (node.Find(keyword) is not { } member)
            return null;
        if (member.Value is not ScalarNode { Kind: NodeKind.Text } text)
        {
            Report(member.Value, $"'{keyword}' is a URI.");
            return null;
        }
        var target = index.Resolve(index.ResourceOf(node), text.Json);
        if (target is null)
            Report(
                text.Position,
                ProblemCodes.NotSupported,
                $"There is no schema '{Fields.Shorten(text.Json)}' in this document, and schemas elsewhere are not fetched; put it into '$defs'."
            );
        return target;
    }

    private void Report(SourcePosition position, string code, string message)
    {
        hasProblems = true;
        problems.Add(code, message, position);
    }
}
