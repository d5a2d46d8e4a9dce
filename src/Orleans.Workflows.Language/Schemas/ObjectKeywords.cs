using System.Text.Json;

namespace Workflows.Language.Schemas;

/// <summary><c>required</c>.</summary>
internal sealed class RequiredKeyword(IReadOnlyList<string> names) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        if (frame.Instance.ValueKind != JsonValueKind.Object)
            return true;
        var isSatisfied = true;
        foreach (var name in names)
            isSatisfied &= frame.Instance.TryGetProperty(name, out _) || frame.Fail("required", $"The object needs '{name}'.");
        return isSatisfied;
    }
}

/// <summary><c>dependentRequired</c>.</summary>
internal sealed class DependentRequiredKeyword(IReadOnlyDictionary<string, IReadOnlyList<string>> needed) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        if (frame.Instance.ValueKind != JsonValueKind.Object)
            return true;
        var isSatisfied = true;
        foreach (var (name, others) in needed)
        {
            if (!frame.Instance.TryGetProperty(name, out _))
                continue;
            foreach (var other in others)
                isSatisfied &=
                    frame.Instance.TryGetProperty(other, out _)
                    || frame.Fail("dependentRequired", $"The object has '{name}' and so needs '{other}'.");
        }
        return isSatisfied;
    }
}

/// <summary><c>minProperties</c> and <c>maxProperties</c>.</summary>
internal sealed class MemberCountKeyword(bool isLeast, long limit) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        if (frame.Instance.ValueKind != JsonValueKind.Object)
            return true;
        var count = frame.Instance.GetPropertyCount();
        if (isLeast ? count >= limit : count <= limit)
            return true;
        return frame.Fail(
            isLeast ? "minProperties" : "maxProperties",
            $"The object has {count} members; {(isLeast ? "at least" : "at most")} {limit} are needed."
        );
    }
}

/// <summary><c>properties</c>, <c>patternProperties</c> and <c>additionalProperties</c>, which is what the other two leave over.</summary>
internal sealed class PropertiesKeyword(
    IReadOnlyDictionary<string, Subschema> named,
    IReadOnlyList<(SchemaPattern Pattern, Subschema Schema)> patterns,
    Subschema? additional
) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        if (frame.Instance.ValueKind != JsonValueKind.Object)
            return true;
        var isSatisfied = true;
        foreach (var member in frame.Instance.EnumerateObject())
        {
            isSatisfied &= CheckMember(frame, member);
            if (!isSatisfied && frame.Sink is null)
                return false;
        }
        return isSatisfied;
    }

    private bool CheckMember(SchemaFrame frame, JsonProperty member)
    {
        var name = member.Name;
        var inside = frame.At(member.Value, name);
        var (isSatisfied, isKnown) = (true, false);
        if (named.TryGetValue(name, out var schema))
            (isSatisfied, isKnown) = (schema.Check(inside), true);
        foreach (var (pattern, matching) in patterns)
        {
            frame.Run.Step(frame.Depth);
            if (pattern.IsMatch(name))
                (isSatisfied, isKnown) = (matching.Check(inside) && isSatisfied, true);
        }
        if (!isKnown && additional is not null)
            (isSatisfied, isKnown) = (additional.Check(inside), true);
        if (isKnown)
            frame.Evaluated?.AddMember(name);
        return isSatisfied;
    }
}

/// <summary><c>propertyNames</c>.</summary>
internal sealed class PropertyNamesKeyword(Subschema schema) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        if (frame.Instance.ValueKind != JsonValueKind.Object)
            return true;
        var isSatisfied = true;
        foreach (var member in frame.Instance.EnumerateObject())
        {
            var name = Data.JsonData.FromString(member.Name).Root;
            isSatisfied &=
                schema.Check(frame.Silent.At(name, member.Name))
                || frame.Fail("propertyNames", $"The name '{Cut(member.Name)}' is not allowed.");
        }
        return isSatisfied;
    }

    private static string Cut(string name) => name.Length <= 80 ? name : name[..80] + "…";
}

/// <summary><c>dependentSchemas</c>.</summary>
internal sealed class DependentSchemasKeyword(IReadOnlyDictionary<string, Subschema> schemas) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        if (frame.Instance.ValueKind != JsonValueKind.Object)
            return true;
        var isSatisfied = true;
        foreach (var (name, schema) in schemas)
            isSatisfied &= !frame.Instance.TryGetProperty(name, out _) || schema.Check(frame);
        return isSatisfied;
    }
}

/// <summary><c>unevaluatedProperties</c>. Runs behind all other keywords of its schema.</summary>
internal sealed class UnevaluatedPropertiesKeyword(Subschema schema) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        if (frame.Instance.ValueKind != JsonValueKind.Object)
            return true;
        var isSatisfied = true;
        foreach (var member in frame.Instance.EnumerateObject())
        {
            if (!frame.Evaluated!.HasMember(member.Name))
                isSatisfied &= schema.Check(frame.At(member.Value, member.Name));
        }
        frame.Evaluated!.AddAllMembers();
        return isSatisfied;
    }
}
