using System.Globalization;
using Workflows.Language.Documents;

namespace Workflows.Language.Schemas;

/// <summary>Where the schemas of a document stand and by which addresses they can be referred to.</summary>
internal sealed class SchemaIndex
{
    /// <summary>Keywords whose value is a schema.</summary>
    public static readonly IReadOnlyList<string> OneSchema =
    [
        "additionalProperties",
        "items",
        "contains",
        "propertyNames",
        "not",
        "if",
        "then",
        "else",
        "unevaluatedItems",
        "unevaluatedProperties",
    ];

    /// <summary>Keywords whose value is a list of schemas.</summary>
    public static readonly IReadOnlyList<string> SchemaLists = ["allOf", "anyOf", "oneOf", "prefixItems"];

    /// <summary>Keywords whose value is an object of schemas.</summary>
    public static readonly IReadOnlyList<string> SchemaObjects =
    [
        "$defs",
        "definitions",
        "properties",
        "patternProperties",
        "dependentSchemas",
    ];

    private static readonly Uri Nowhere = new("https://schema.invalid/");

    private readonly Dictionary<DocumentNode, SchemaResource> resources = [];
    private readonly Dictionary<string, DocumentNode> roots = new(StringComparer.Ordinal);
    private readonly Dictionary<(SchemaResource, string), DocumentNode> anchors = [];
    private readonly Action<DocumentNode, string> report;

    /// <summary>Indexes a document.</summary>
    /// <param name="root">Its schema.</param>
    /// <param name="report">Takes problems: where and what.</param>
    public SchemaIndex(DocumentNode root, Action<DocumentNode, string> report)
    {
        this.report = report;
        Root = new SchemaResource(Nowhere);
        roots[Nowhere.AbsoluteUri] = root;
        Walk(root, Root);
        Root = resources[root];
    }

    /// <summary>The resource of the document itself.</summary>
    public SchemaResource Root { get; }

    /// <summary>Every schema of the document.</summary>
    public IReadOnlyCollection<DocumentNode> Schemas => resources.Keys;

    /// <summary>The schemas with a dynamic anchor.</summary>
    public List<(SchemaResource Resource, string Name, DocumentNode Node)> DynamicAnchors { get; } = [];

    /// <summary>The resource that a schema belongs to.</summary>
    public SchemaResource ResourceOf(DocumentNode schema) => resources.GetValueOrDefault(schema, Root);

    /// <summary>The schema that a reference means, seen from a resource; null when it is not in the document.</summary>
    public DocumentNode? Resolve(SchemaResource from, string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var (address, fragment) = hash < 0 ? (reference, "") : (reference[..hash], Uri.UnescapeDataString(reference[(hash + 1)..]));
        var uri = from.Uri;
        if (address.Length > 0 && !Uri.TryCreate(from.Uri, address, out uri!))
            return null;
        if (!roots.TryGetValue(uri.AbsoluteUri, out var root))
            return null;
        if (fragment.Length == 0)
            return root;
        if (fragment[0] != '/')
            return anchors.GetValueOrDefault((resources[root], fragment));
        return FollowPointer(root, fragment);
    }

    // A pointer may lead to a place where nobody looked for a schema; then it becomes one of the innermost resource around it.
    private DocumentNode? FollowPointer(DocumentNode root, string pointer)
    {
        var (node, resource) = ((DocumentNode?)root, resources[root]);
        foreach (var token in pointer.Split('/').Skip(1))
        {
            var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node switch
            {
                ObjectNode members => members.Find(name)?.Value,
                ArrayNode items
                    when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < items.Items.Count =>
                    items.Items[i],
                _ => null,
            };
            if (node is null)
                return null;
            resource = resources.GetValueOrDefault(node, resource);
        }
        if (!resources.ContainsKey(node!))
            Walk(node!, resource);
        return resources.ContainsKey(node!) ? node : null;
    }

    private void Walk(DocumentNode node, SchemaResource resource)
    {
        if (node.Kind is not (NodeKind.Object or NodeKind.Boolean))
        {
            report(node, "A schema is an object, true or false.");
            return;
        }
        if (node is not ObjectNode schema)
        {
            resources[node] = resource;
            return;
        }
        resource = Enter(schema, resource);
        resources[node] = resource;
        ReadAnchors(schema, resource);
        foreach (var member in schema.Members)
        {
            if (OneSchema.Contains(member.Name))
                Walk(member.Value, resource);
            else if (SchemaLists.Contains(member.Name) && member.Value is ArrayNode list)
                list.Items.ToList().ForEach(item => Walk(item, resource));
            else if (SchemaObjects.Contains(member.Name) && member.Value is ObjectNode schemas)
                schemas.Members.ToList().ForEach(one => Walk(one.Value, resource));
        }
    }

    private SchemaResource Enter(ObjectNode schema, SchemaResource outer)
    {
        if (schema.Find("$id") is not { } member)
            return outer;
        if (
            member.Value is not ScalarNode { Kind: NodeKind.Text } text
            || !Uri.TryCreate(outer.Uri, text.Json.TrimEnd('#'), out var uri)
            || text.Json.TrimEnd('#').Contains('#', StringComparison.Ordinal)
        )
        {
            report(member.Value, "'$id' is a URI without a fragment.");
            return outer;
        }
        var resource = new SchemaResource(uri);
        if (!roots.TryAdd(uri.AbsoluteUri, schema))
            report(member.Value, $"Another schema of the document has the address {text.Json}.");
        return resource;
    }

    private void ReadAnchors(ObjectNode schema, SchemaResource resource)
    {
        foreach (var keyword in (string[])["$anchor", "$dynamicAnchor"])
        {
            if (schema.Find(keyword)?.Value is not ScalarNode { Kind: NodeKind.Text } text)
                continue;
            if (!anchors.TryAdd((resource, text.Json), schema))
                report(text, $"Another schema of the document has the anchor '{text.Json}'.");
            if (keyword == "$dynamicAnchor")
                DynamicAnchors.Add((resource, text.Json, schema));
        }
    }
}
