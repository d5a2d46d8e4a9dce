using Workflows.Language.Documents;

namespace Workflows.Language.Schemas;

/// <summary>Compiles the keywords that look at a value alone.</summary>
internal static class SchemaAssertions
{
    /// <summary>The keywords of a schema.</summary>
    public static IEnumerable<SchemaKeyword> Read(SchemaFields fields) =>
        new SchemaKeyword?[]
        {
            ReadType(fields),
            ReadConst(fields),
            ReadEnum(fields),
            ReadBound(fields, "minimum", -1, isExclusive: false),
            ReadBound(fields, "maximum", 1, isExclusive: false),
            ReadBound(fields, "exclusiveMinimum", -1, isExclusive: true),
            ReadBound(fields, "exclusiveMaximum", 1, isExclusive: true),
            ReadMultiple(fields),
            ReadPattern(fields),
            fields.Names("required") is { } required ? new RequiredKeyword(required) : null,
            ReadDependentRequired(fields),
            fields.Flag("uniqueItems") ? new UniqueItemsKeyword() : null,
        }
            .Concat(ReadCounts(fields))
            .OfType<SchemaKeyword>();

    private static IEnumerable<SchemaKeyword?> ReadCounts(SchemaFields fields)
    {
        yield return fields.Count("minLength") is { } minLength ? new LengthKeyword(isLeast: true, minLength) : null;
        yield return fields.Count("maxLength") is { } maxLength ? new LengthKeyword(isLeast: false, maxLength) : null;
        yield return fields.Count("minItems") is { } minItems ? new ItemCountKeyword(isLeast: true, minItems) : null;
        yield return fields.Count("maxItems") is { } maxItems ? new ItemCountKeyword(isLeast: false, maxItems) : null;
        yield return fields.Count("minProperties") is { } minMembers ? new MemberCountKeyword(isLeast: true, minMembers) : null;
        yield return fields.Count("maxProperties") is { } maxMembers ? new MemberCountKeyword(isLeast: false, maxMembers) : null;
    }

    private static TypeKeyword? ReadType(SchemaFields fields)
    {
        var types = fields.Find("type") switch
        {
            null => null,
            ScalarNode { Kind: NodeKind.Text } text => [text.Json],
            ArrayNode { Items.Count: > 0 } list => fields.Names("type", list),
            _ => [],
        };
        if (types is null)
            return null;
        if (types.Count == 0 || types.Except(TypeKeyword.All).Any())
            fields.Wrong("type", $"one or a list of: {string.Join(", ", TypeKeyword.All)}");
        return new TypeKeyword(types);
    }

    private static EnumKeyword? ReadConst(SchemaFields fields) =>
        fields.Find("const") is { } value ? new EnumKeyword("const", [value.ToJson()]) : null;

    private static EnumKeyword? ReadEnum(SchemaFields fields) =>
        fields.List("enum") is { } list ? new EnumKeyword("enum", [.. list.Items.Select(item => item.ToJson())]) : null;

    private static BoundKeyword? ReadBound(SchemaFields fields, string keyword, int side, bool isExclusive) =>
        fields.Number(keyword) is { } bound ? new BoundKeyword(keyword, bound, side, isExclusive) : null;

    private static MultipleKeyword? ReadMultiple(SchemaFields fields)
    {
        if (fields.Number("multipleOf") is not { } divisor)
            return null;
        if (ExactNumber.Of(divisor.Root).Digits.Sign > 0)
            return new MultipleKeyword(divisor);
        fields.Wrong("multipleOf", "a number greater than 0");
        return null;
    }

    private static PatternKeyword? ReadPattern(SchemaFields fields)
    {
        if (fields.Find("pattern") is not { } value)
            return null;
        if (value is ScalarNode { Kind: NodeKind.Text } text)
            return fields.Pattern(value, text.Json) is { } pattern ? new PatternKeyword(pattern) : null;
        fields.Wrong("pattern", "a regular expression");
        return null;
    }

    private static DependentRequiredKeyword? ReadDependentRequired(SchemaFields fields)
    {
        if (fields.Object("dependentRequired") is not { } node)
            return null;
        var needed = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var member in node.Members)
        {
            if (member.Value is ArrayNode list)
                needed[member.Name] = fields.Names("dependentRequired", list);
            else
                fields.Wrong("dependentRequired", "an object of lists");
        }
        return new DependentRequiredKeyword(needed);
    }
}
