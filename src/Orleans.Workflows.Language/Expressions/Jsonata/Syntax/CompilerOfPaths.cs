using Workflows.Language.Expressions.Jsonata.Nodes;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Syntax;

/// <summary>Paths: steps one after the other, and what stands behind a step.</summary>
internal sealed partial class Compiler
{
    private PathNode ProcessPath(CombinationSyntax syntax)
    {
        var left = Process(syntax.Left);
        var path = left as PathNode ?? new PathNode(left.Offset, [left]);
        if (left is ParentNode parent)
            path.Seeking = [parent.Slot];
        var right = Process(syntax.Right);
        if (right is PathNode rest)
            path.Steps.AddRange(rest.Steps);
        else
        {
            if (right.Predicates.Count > 0)
            {
                right.Stages = [.. right.Predicates.Select(predicate => new Stage(predicate, null))];
                right.Predicates = [];
            }
            path.Steps.Add(right);
        }
        for (var i = 0; i < path.Steps.Count; i++)
            path.Steps[i] = AsStep(path.Steps[i]);
        path.KeepsSingleton |= path.Steps.Exists(step => step.KeepsArray);
        foreach (var end in (Node[])[path.Steps[0], path.Steps[^1]])
            end.IsConstructed |= end is ArrayNode;
        Ancestors.Resolve(path);
        return path;
    }

    // A string as a step is a name; other literals cannot be steps.
    private static Node AsStep(Node step) =>
        step switch
        {
            LiteralNode { Value: TextValue text } => new NameNode(step.Offset, text.Text)
            {
                Predicates = step.Predicates,
                Stages = step.Stages,
                Group = step.Group,
                KeepsArray = step.KeepsArray,
                Focus = step.Focus,
                Index = step.Index,
                BindsRows = step.BindsRows,
                Seeking = step.Seeking,
            },
            LiteralNode or NumberNode => throw new JsonataException("S0213", "A literal value cannot be a step of a path.", step.Offset),
            _ => step,
        };

    private Node ProcessPredicate(CombinationSyntax syntax)
    {
        var node = Process(syntax.Left);
        var step = node is PathNode path ? path.Steps[^1] : node;
        if (step.Group is not null || node.Group is not null)
            throw new JsonataException("S0209", "A predicate cannot follow a grouping.", syntax.Offset);
        var predicate = Process(syntax.Right);
        if (predicate.Seeking is { } slots)
        {
            foreach (var slot in slots)
            {
                if (slot.Level == 1)
                    Ancestors.Seek(step, slot);
                else
                    slot.Level--;
            }
            Ancestors.Collect(step, predicate);
        }
        if (node is PathNode)
            step.Stages.Add(new Stage(predicate, null));
        else
            step.Predicates.Add(predicate);
        return node;
    }

    private PathNode ProcessOrder(OrderSyntax order)
    {
        var left = Process(order.Left);
        var path = left as PathNode ?? new PathNode(left.Offset, [left]);
        List<SortTerm> terms = [.. order.Terms.Select(term => new SortTerm(Process(term.Term), term.IsDescending))];
        path.Steps.Add(Ancestors.Collect(new SortNode(order.Offset, terms), [.. terms.Select(term => term.Expression)]));
        Ancestors.Resolve(path);
        return path;
    }

    private Node ProcessBinding(BindingSyntax binding)
    {
        switch (binding.Symbol)
        {
            case "@":
                return ProcessFocus(binding);
            case "#":
                return ProcessIndex(binding);
            default:
                var value = Process(binding.Value!);
                return Ancestors.Collect(new BindNode(binding.Offset, binding.Name, value), value);
        }
    }

    private Node ProcessFocus(BindingSyntax binding)
    {
        var node = Process(binding.Left!);
        var step = node is PathNode path ? path.Steps[^1] : node;
        if (step.Stages.Count > 0 || step.Predicates.Count > 0)
            throw new JsonataException("S0215", "A variable for the items must stand before the predicates of its step.", binding.Offset);
        if (step is SortNode)
            throw new JsonataException("S0216", "A variable for the items must stand before the order of its step.", binding.Offset);
        step.KeepsArray |= binding.KeepsArray;
        step.Focus = binding.Name;
        step.BindsRows = true;
        return node;
    }

    private PathNode ProcessIndex(BindingSyntax binding)
    {
        var node = Process(binding.Left!);
        var path = node as PathNode;
        if (path is null)
        {
            path = new PathNode(node.Offset, [node]);
            node.Stages = [.. node.Predicates.Select(predicate => new Stage(predicate, null))];
            node.Predicates = [];
        }
        var step = path.Steps[^1];
        if (step.Stages.Count > 0)
            step.Stages.Add(new Stage(null, binding.Name));
        else
            step.Index = binding.Name;
        step.BindsRows = true;
        return path;
    }
}
