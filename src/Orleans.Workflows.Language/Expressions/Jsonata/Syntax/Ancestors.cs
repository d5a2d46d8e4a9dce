using Workflows.Language.Expressions.Jsonata.Nodes;

namespace Workflows.Language.Expressions.Jsonata.Syntax;

/// <summary>Finds the step whose input a parent (<c>%</c>) means, and lets that step carry it.</summary>
internal static class Ancestors
{
    /// <summary>Hands the parents that parts are looking for on to the whole.</summary>
    public static T Collect<T>(T whole, params ReadOnlySpan<Node> parts)
        where T : Node
    {
        foreach (var part in parts)
        {
            List<AncestorSlot> slots = [.. part.Seeking ?? []];
            if (part is ParentNode parent)
                slots.Add(parent.Slot);
            if (slots.Count > 0)
                whole.Seeking = [.. whole.Seeking ?? [], .. slots];
        }
        return whole;
    }

    /// <summary>Looks for the parents of a path's last step among the steps before it; those that are not there are looked for outside.</summary>
    public static void Resolve(PathNode path)
    {
        var last = path.Steps[^1];
        List<AncestorSlot> slots = [.. last.Seeking ?? []];
        if (last is ParentNode parent)
            slots.Add(parent.Slot);
        foreach (var slot in slots)
        {
            var index = path.Steps.Count - 2;
            while (slot.Level > 0 && index >= 0)
            {
                var step = path.Steps[index--];
                // Steps that bind their items one after the other share one context.
                while (index >= 0 && step.Focus is not null && path.Steps[index].Focus is not null)
                    step = path.Steps[index--];
                Seek(step, slot);
            }
            if (slot.Level > 0)
                path.Seeking = [.. path.Seeking ?? [], slot];
        }
    }

    /// <summary>Goes one step towards the parent.</summary>
    /// <exception cref="JsonataException"><c>S0217</c>: a step that has no parent.</exception>
    public static void Seek(Node node, AncestorSlot slot)
    {
        switch (node)
        {
            case NameNode or WildcardNode:
                if (--slot.Level > 0)
                    return;
                // Two that mean the same parent share its variable.
                slot.Label = node.Ancestor?.Label ?? slot.Label;
                node.Ancestor = slot;
                node.BindsRows = true;
                break;
            case ParentNode:
                slot.Level++;
                break;
            case BlockNode { Expressions: [.., var last] }:
                node.BindsRows = true;
                Seek(last, slot);
                break;
            case BlockNode:
                break;
            case PathNode path:
                node.BindsRows = true;
                for (var i = path.Steps.Count - 1; i >= 0 && (slot.Level > 0 || i == path.Steps.Count - 1); i--)
                    Seek(path.Steps[i], slot);
                break;
            default:
                throw Underivable(node);
        }
    }

    /// <summary>The failure of a parent that nothing can give.</summary>
    public static JsonataException Underivable(Node node) => new("S0217", "The parent (%) cannot be derived here.", node.Offset);
}
