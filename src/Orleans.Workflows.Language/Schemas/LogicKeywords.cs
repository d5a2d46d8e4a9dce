namespace Workflows.Language.Schemas;

/// <summary><c>allOf</c>.</summary>
internal sealed class AllOfKeyword(IReadOnlyList<Subschema> schemas) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        var isSatisfied = true;
        foreach (var schema in schemas)
            isSatisfied &= schema.Check(frame);
        return isSatisfied;
    }
}

/// <summary><c>anyOf</c>.</summary>
internal sealed class AnyOfKeyword(IReadOnlyList<Subschema> schemas) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        var isSatisfied = false;
        foreach (var schema in schemas)
        {
            isSatisfied |= schema.Check(frame.Silent);
            // All that fit must be asked where it counts what they looked at.
            if (isSatisfied && frame.Evaluated is null)
                return true;
        }
        return isSatisfied || frame.Fail("anyOf", $"The value fits none of the {schemas.Count} schemas of 'anyOf'.");
    }
}

/// <summary><c>oneOf</c>.</summary>
internal sealed class OneOfKeyword(IReadOnlyList<Subschema> schemas) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        var count = schemas.Count(schema => schema.Check(frame.Silent));
        return count == 1
            || frame.Fail("oneOf", $"The value fits {count} of the {schemas.Count} schemas of 'oneOf'; it must be exactly one.");
    }
}

/// <summary><c>not</c>.</summary>
internal sealed class NotKeyword(Subschema schema) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame) =>
        !schema.Check(frame.Silent with { Evaluated = null })
        || frame.Fail("not", "The value fits the schema of 'not', which it must not.");
}

/// <summary><c>if</c>, <c>then</c> and <c>else</c>.</summary>
internal sealed class IfKeyword(Subschema condition, Subschema? then, Subschema? otherwise) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame) => (condition.Check(frame.Silent) ? then : otherwise)?.Check(frame) ?? true;
}

/// <summary><c>$ref</c>.</summary>
internal sealed class RefKeyword(Subschema target) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame) => target.Check(frame);
}

/// <summary><c>$dynamicRef</c> to a dynamic anchor: the outermost schema that has it.</summary>
internal sealed class DynamicRefKeyword(string anchor, Subschema target) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame) => (frame.Scope.Outermost(anchor) ?? target).Check(frame);
}
