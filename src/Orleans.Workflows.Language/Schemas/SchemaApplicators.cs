namespace Workflows.Language.Schemas;

/// <summary>Compiles the keywords that apply other schemas.</summary>
internal static class SchemaApplicators
{
    /// <summary>The keywords of a schema.</summary>
    public static IEnumerable<SchemaKeyword> Read(SchemaFields fields)
    {
        if (ReadProperties(fields) is { } properties)
            yield return properties;
        if (fields.Schema("propertyNames") is { } names)
            yield return new PropertyNamesKeyword(names);
        if (fields.NamedSchemas("dependentSchemas") is { } dependent)
            yield return new DependentSchemasKeyword(dependent);
        var (prefix, items) = (fields.Schemas("prefixItems"), fields.Schema("items"));
        if (prefix is not null || items is not null)
            yield return new ItemsKeyword(prefix ?? [], items);
        var (least, most) = (fields.Count("minContains"), fields.Count("maxContains"));
        if (fields.Schema("contains") is { } contains)
            yield return new ContainsKeyword(contains, least ?? 1, most);
        foreach (var logic in ReadLogic(fields))
            yield return logic;
    }

    private static IEnumerable<SchemaKeyword> ReadLogic(SchemaFields fields)
    {
        if (fields.Schemas("allOf") is { } all)
            yield return new AllOfKeyword(all);
        if (fields.Schemas("anyOf") is { } any)
            yield return new AnyOfKeyword(any);
        if (fields.Schemas("oneOf") is { } one)
            yield return new OneOfKeyword(one);
        if (fields.Schema("not") is { } not)
            yield return new NotKeyword(not);
        if (fields.Schema("if") is { } condition)
            yield return new IfKeyword(condition, fields.Schema("then"), fields.Schema("else"));
    }

    private static PropertiesKeyword? ReadProperties(SchemaFields fields)
    {
        var named = fields.NamedSchemas("properties");
        var patterned = fields.NamedSchemas("patternProperties");
        var additional = fields.Schema("additionalProperties");
        if (named is null && patterned is null && additional is null)
            return null;
        List<(SchemaPattern, Subschema)> patterns = [];
        foreach (var (text, schema) in patterned ?? new Dictionary<string, Subschema>())
        {
            if (fields.Pattern(fields.Find("patternProperties")!, text) is { } pattern)
                patterns.Add((pattern, schema));
        }
        return new PropertiesKeyword(named ?? new Dictionary<string, Subschema>(), patterns, additional);
    }
}
