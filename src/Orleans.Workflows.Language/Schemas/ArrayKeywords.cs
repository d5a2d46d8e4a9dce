using System.Text.Json;
using Workflows.Language.Expressions;

namespace Workflows.Language.Schemas;

/// <summary><c>minItems</c> and <c>maxItems</c>.</summary>
internal sealed class ItemCountKeyword(bool isLeast, long limit) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        if (frame.Instance.ValueKind != JsonValueKind.Array)
            return true;
        var count = frame.Instance.GetArrayLength();
        if (isLeast ? count >= limit : count <= limit)
            return true;
        return frame.Fail(
            isLeast ? "minItems" : "maxItems",
            $"The list has {count} items; {(isLeast ? "at least" : "at most")} {limit} are needed."
        );
    }
}

/// <summary><c>uniqueItems</c>.</summary>
internal sealed class UniqueItemsKeyword : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        if (frame.Instance.ValueKind != JsonValueKind.Array)
            return true;
        var seen = new HashSet<JsonElement>(new JsonValueComparer(frame.Run.SpendOnBytes));
        var index = 0;
        foreach (var item in frame.Instance.EnumerateArray())
        {
            frame.Run.Step(frame.Depth);
            if (!seen.Add(item))
                return frame.Fail("uniqueItems", $"The item at {index} stands in the list before.");
            index++;
        }
        return true;
    }
}

/// <summary><c>prefixItems</c> and <c>items</c>, which is for what stands behind them.</summary>
internal sealed class ItemsKeyword(IReadOnlyList<Subschema> prefix, Subschema? others) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        if (frame.Instance.ValueKind != JsonValueKind.Array)
            return true;
        var (isSatisfied, index) = (true, 0);
        foreach (var item in frame.Instance.EnumerateArray())
        {
            var schema = index < prefix.Count ? prefix[index] : others;
            if (schema is null)
                break;
            isSatisfied &= schema.Check(frame.At(item, index++));
            if (!isSatisfied && frame.Sink is null)
                return false;
        }
        frame.Evaluated?.AddItemsBefore(index);
        return isSatisfied;
    }
}

/// <summary><c>contains</c>, with <c>minContains</c> and <c>maxContains</c>.</summary>
internal sealed class ContainsKeyword(Subschema schema, long least, long? most) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        if (frame.Instance.ValueKind != JsonValueKind.Array)
            return true;
        var (count, index) = (0L, 0);
        foreach (var item in frame.Instance.EnumerateArray())
        {
            if (schema.Check(frame.Silent.At(item, index)))
            {
                count++;
                frame.Evaluated?.AddItem(index);
            }
            index++;
        }
        if (count < least)
            return frame.Fail(
                least == 1 ? "contains" : "minContains",
                $"The list has {count} items that fit 'contains'; at least {least} are needed."
            );
        return count <= (most ?? count)
            || frame.Fail("maxContains", $"The list has {count} items that fit 'contains'; at most {most} are allowed.");
    }
}

/// <summary><c>unevaluatedItems</c>. Runs behind all other keywords of its schema.</summary>
internal sealed class UnevaluatedItemsKeyword(Subschema schema) : SchemaKeyword
{
    public override bool Check(SchemaFrame frame)
    {
        if (frame.Instance.ValueKind != JsonValueKind.Array)
            return true;
        var (isSatisfied, index) = (true, 0);
        foreach (var item in frame.Instance.EnumerateArray())
        {
            if (!frame.Evaluated!.HasItem(index))
                isSatisfied &= schema.Check(frame.At(item, index));
            index++;
        }
        frame.Evaluated!.AddAllItems();
        return isSatisfied;
    }
}
