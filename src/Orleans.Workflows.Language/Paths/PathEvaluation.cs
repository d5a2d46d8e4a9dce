using System.Text.Json;
using Workflows.Language.Data;
using Workflows.Language.Expressions;

namespace Workflows.Language.Paths;

/// <summary>One evaluation of a path, with a budget: a hostile path costs a bounded time, then fails.</summary>
internal sealed class PathEvaluation(EvaluationContext context)
{
    /// <summary>How many values one evaluation may look at. Default: 1,000,000.</summary>
    public const int Budget = 1_000_000;

    private const int ChildrenPerStep = 16;

    private int spent;

    /// <summary>Takes from the budget.</summary>
    /// <exception cref="EvaluationException"><c>States.Runtime</c>: the budget is spent.</exception>
    public void Charge(int cost)
    {
        spent += cost;
        if (spent > Budget || cost < 0)
            throw new EvaluationException(ErrorNames.Runtime, $"A path looks at more than {Budget} values.");
        context.Surroundings.Budget.Spend(cost, ErrorNames.Runtime);
    }

    /// <summary>The value of a query that selects one at most.</summary>
    public JsonElement? SelectSingle(PathQuery query, JsonElement current)
    {
        var value = Begin(query, current, out var passed);
        for (var index = passed; index < query.Segments.Count && value is { } parent; index++)
        {
            Charge(CostOfStep(parent));
            value = Step(parent, query.Segments[index].Selectors[0]);
        }
        return value;
    }

    /// <summary>Whether a query of one value at most ends at an index that is past the end of its list.</summary>
    public bool EndsPastList(PathQuery query)
    {
        var value = Begin(query, default, out var passed);
        for (var index = passed; index < query.Segments.Count && value is { } parent; index++)
        {
            var step = query.Segments[index].Selectors[0];
            value = Step(parent, step);
            if (value is null)
                return parent.ValueKind == JsonValueKind.Array && step is { Kind: SelectorKind.Index, IsNowhere: false };
        }
        return false;
    }

    /// <summary>All values that a query selects, in the order of RFC 9535.</summary>
    public List<JsonElement> Select(PathQuery query, JsonElement current)
    {
        List<JsonElement> nodes = Begin(query, current, out var passed) is { } first ? [first] : [];
        foreach (var segment in query.Segments.Skip(passed))
        {
            List<JsonElement> next = [];
            foreach (var node in nodes)
            {
                if (segment.IsDescendant)
                    Descend(node, segment.Selectors, next);
                else
                    Apply(node, segment.Selectors, next);
            }
            nodes = next;
        }
        return nodes;
    }

    // Parsed JSON has no index: a member or element is found by passing those before it.
    private static int CostOfStep(JsonElement parent) =>
        parent.ValueKind switch
        {
            JsonValueKind.Object => 1 + (parent.GetPropertyCount() / ChildrenPerStep),
            JsonValueKind.Array => 1 + (parent.GetArrayLength() / ChildrenPerStep),
            _ => 1,
        };

    /// <summary>The child that a name or an index selects.</summary>
    public static JsonElement? Step(JsonElement value, Selector selector)
    {
        if (selector.Names is { } names)
            return Members(value, names);
        if (selector.Kind == SelectorKind.Name)
            return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(selector.Name, out var member) ? member : null;
        if (value.ValueKind != JsonValueKind.Array || selector.IsNowhere)
            return null;
        var length = value.GetArrayLength();
        var index = selector.Start!.Value;
        index += index < 0 ? length : 0;
        return index >= 0 && index < length ? value[(int)index] : null;
    }

    private static JsonElement? Members(JsonElement value, IReadOnlyList<string> names) =>
        value.ValueKind != JsonValueKind.Object
            ? null
            : JsonText
                .Write(
                    (value, names),
                    static (writer, selected) =>
                    {
                        writer.WriteStartObject();
                        foreach (var name in selected.names)
                        {
                            if (!selected.value.TryGetProperty(name, out var member))
                                continue;
                            writer.WritePropertyName(name);
                            member.WriteTo(writer);
                        }
                        writer.WriteEndObject();
                    }
                )
                .Root;

    /// <summary>The value where a query begins, and how many of its segments lead there; null when they lead nowhere.</summary>
    private JsonElement? Begin(PathQuery query, JsonElement current, out int passed)
    {
        passed = 0;
        return query.Root switch
        {
            PathRoot.Data => context.Data.Root,
            PathRoot.Context => BeginInContext(query.Segments, out passed),
            PathRoot.Variable => Variable(context, query.Variable).Root,
            PathRoot.Current => current,
            PathRoot.None => throw new InvalidOperationException("A query has a root."),
        };
    }

    // Names are followed as long as they can be without making what lies beside them.
    private JsonElement? BeginInContext(IReadOnlyList<Segment> segments, out int passed)
    {
        var at = context.Surroundings.ContextObject;
        for (passed = 0; passed < segments.Count && segments[passed].IsName; )
        {
            Charge(1);
            if (at.Find(segments[passed++].Selectors[0].Name) is not { } member)
                return null;
            if (member.Inner is not { } inner)
                return member.Value.Root;
            at = inner;
        }

        return at.Whole.Root;
    }

    /// <summary>The value of a variable.</summary>
    /// <exception cref="EvaluationException"><c>States.Runtime</c>: nothing has assigned it.</exception>
    public static JsonData Variable(EvaluationContext context, string name) =>
        context.Surroundings.FindVariable(name)
        ?? throw new EvaluationException(ErrorNames.Runtime, $"The variable ${name} has no value here.");

    private void Descend(JsonElement node, IReadOnlyList<Selector> selectors, List<JsonElement> found)
    {
        Charge(1);
        Apply(node, selectors, found);
        if (node.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in node.EnumerateObject())
                Descend(member.Value, selectors, found);
        }
        else if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in node.EnumerateArray())
                Descend(element, selectors, found);
        }
    }

    private void Apply(JsonElement node, IReadOnlyList<Selector> selectors, List<JsonElement> found)
    {
        foreach (var selector in selectors)
        {
            Charge(selector.Kind is SelectorKind.Name or SelectorKind.Index ? CostOfStep(node) : 1);
            switch (selector.Kind)
            {
                case SelectorKind.Name or SelectorKind.Index:
                    if (Step(node, selector) is { } child)
                        found.Add(child);
                    break;
                case SelectorKind.Slice:
                    Slice(node, selector, found);
                    break;
                case SelectorKind.Filter when selector.IsForObjects:
                    Objects(node, selector.Filter!, found);
                    break;
                default:
                    Children(node, selector.Filter, found);
                    break;
            }
        }
    }

    private void Children(JsonElement node, FilterExpression? filter, List<JsonElement> found)
    {
        if (node.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in node.EnumerateObject())
                Child(member.Value, filter, found);
        }
        else if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in node.EnumerateArray())
                Child(element, filter, found);
        }
    }

    private void Objects(JsonElement node, FilterExpression filter, List<JsonElement> found)
    {
        if (node.ValueKind == JsonValueKind.Object)
            Child(node, filter, found);
        else if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in node.EnumerateArray().Where(element => element.ValueKind == JsonValueKind.Object))
                Child(element, filter, found);
        }
    }

    private void Child(JsonElement child, FilterExpression? filter, List<JsonElement> found)
    {
        Charge(1);
        if (filter is null || filter.Holds(this, child))
            found.Add(child);
    }

    // RFC 9535, section 2.3.4.2.2.
    private void Slice(JsonElement node, Selector slice, List<JsonElement> found)
    {
        if (node.ValueKind != JsonValueKind.Array || slice.Step == 0)
            return;
        long length = node.GetArrayLength();
        var forward = slice.Step > 0;
        var start = Normalize(slice.Start ?? (forward ? 0 : length - 1), length);
        var end =
            slice.End is { } given ? Normalize(given, length)
            : forward ? length
            : -1;
        var lower = forward ? Math.Clamp(start, 0, length) : Math.Clamp(end, -1, length - 1);
        var upper = forward ? Math.Clamp(end, 0, length) : Math.Clamp(start, -1, length - 1);
        // An array finds its n-th element by counting: copy once instead of counting for each.
        Charge((int)length);
        var elements = node.EnumerateArray().ToArray();
        for (var i = forward ? lower : upper; forward ? i < upper : i > lower; i += slice.Step)
            found.Add(elements[i]);
    }

    private static long Normalize(long index, long length) => index >= 0 ? index : length + index;
}
