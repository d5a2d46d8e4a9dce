using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata;

/// <summary>The variables of one scope: a block, a call, a row of bindings; or, outermost, what the expression was given.</summary>
internal sealed class Frame
{
    private readonly Frame? outer;
    private readonly Func<string, Value?>? given;
    private (string Name, Value? Value)[] bindings = [];
    private int count;

    /// <summary>The outermost scope, which asks for what nobody has bound.</summary>
    public Frame(Func<string, Value?> given) => this.given = given;

    /// <summary>A scope inside another.</summary>
    public Frame(Frame outer) => this.outer = outer;

    /// <summary>Binds a name in this scope.</summary>
    public void Bind(string name, Value? value)
    {
        for (var i = 0; i < count; i++)
        {
            if (bindings[i].Name == name)
            {
                bindings[i].Value = value;
                return;
            }
        }
        if (count == bindings.Length)
            Array.Resize(ref bindings, Math.Max(2, count * 2));
        bindings[count++] = (name, value);
    }

    /// <summary>The value of a name; a name that is bound to undefined hides those outside.</summary>
    public Value? Find(string name)
    {
        for (var frame = this; ; frame = frame.outer)
        {
            for (var i = 0; i < frame.count; i++)
            {
                if (frame.bindings[i].Name == name)
                    return frame.bindings[i].Value;
            }
            if (frame.outer is null)
                return frame.given!(name);
        }
    }
}
