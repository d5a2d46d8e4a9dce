using System.Globalization;
using Workflows.Language.Data;
using Workflows.Language.Documents;

namespace Workflows.Language.Schemas;

/// <summary>The members of one schema while it is compiled: each as the type that its keyword takes, or a problem.</summary>
internal sealed class SchemaFields(ObjectNode node, SchemaCompiler compiler)
{
    /// <summary>The value of a keyword; null when it is missing.</summary>
    public DocumentNode? Find(string keyword) => node.Find(keyword)?.Value;

    /// <summary>Reports that a keyword takes something else.</summary>
    public void Wrong(string keyword, string expected) => compiler.Report(Find(keyword)!, $"'{keyword}' must be {expected}.");

    /// <summary>A number.</summary>
    public JsonData? Number(string keyword)
    {
        if (Find(keyword) is not { } value)
            return null;
        if (value.Kind == NodeKind.Number)
            return value.ToJson();
        Wrong(keyword, "a number");
        return null;
    }

    /// <summary>A count: a whole number that is not negative.</summary>
    public long? Count(string keyword)
    {
        if (Find(keyword) is not { } value)
            return null;
        if (value is ScalarNode { Kind: NodeKind.Number } scalar)
        {
            var number = double.Parse(scalar.Json, CultureInfo.InvariantCulture);
            if (number >= 0 && Math.Floor(number) == number)
                return (long)Math.Min(number, long.MaxValue / 2);
        }
        Wrong(keyword, "a whole number, 0 or more");
        return null;
    }

    /// <summary>True or false; false when it is missing.</summary>
    public bool Flag(string keyword)
    {
        if (Find(keyword) is not { } value)
            return false;
        if (value is ScalarNode { Kind: NodeKind.Boolean } flag)
            return flag.Json == "true";
        Wrong(keyword, "true or false");
        return false;
    }

    /// <summary>A list.</summary>
    public ArrayNode? List(string keyword)
    {
        if (Find(keyword) is not { } value)
            return null;
        if (value is not ArrayNode)
            Wrong(keyword, "a list");
        return value as ArrayNode;
    }

    /// <summary>An object.</summary>
    public ObjectNode? Object(string keyword)
    {
        if (Find(keyword) is not { } value)
            return null;
        if (value is not ObjectNode)
            Wrong(keyword, "an object");
        return value as ObjectNode;
    }

    /// <summary>A list of texts, each once.</summary>
    public IReadOnlyList<string>? Names(string keyword) => List(keyword) is { } list ? Names(keyword, list) : null;

    /// <summary>The texts of a list.</summary>
    public IReadOnlyList<string> Names(string keyword, ArrayNode list)
    {
        List<string> names = [.. list.Items.OfType<ScalarNode>().Where(item => item.Kind == NodeKind.Text).Select(item => item.Json)];
        if (names.Distinct(StringComparer.Ordinal).Count() < list.Items.Count)
            compiler.Report(list, $"'{keyword}' takes texts, each of them once.");
        return names;
    }

    /// <summary>A schema.</summary>
    public Subschema? Schema(string keyword) => Find(keyword) is { } value ? compiler.Of(value) : null;

    /// <summary>A list of schemas.</summary>
    public IReadOnlyList<Subschema>? Schemas(string keyword)
    {
        if (List(keyword) is not { } list)
            return null;
        if (list.Items.Count == 0)
            Wrong(keyword, "a list with at least one schema");
        return [.. list.Items.Select(compiler.Of)];
    }

    /// <summary>An object of schemas.</summary>
    public IReadOnlyDictionary<string, Subschema>? NamedSchemas(string keyword) =>
        Object(keyword)?.Members.ToDictionary(member => member.Name, member => compiler.Of(member.Value), StringComparer.Ordinal);

    /// <summary>A pattern.</summary>
    public SchemaPattern? Pattern(DocumentNode at, string text) => compiler.PatternOf(at, text);
}
