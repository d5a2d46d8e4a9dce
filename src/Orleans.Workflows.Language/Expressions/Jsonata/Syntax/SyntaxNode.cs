using Workflows.Language.Expressions.Jsonata.Functions;
using Workflows.Language.Expressions.Jsonata.Nodes;

namespace Workflows.Language.Expressions.Jsonata.Syntax;

/// <summary>An expression as it was written, before paths are put together and parents are looked for. The family is closed.</summary>
internal abstract class SyntaxNode(int offset)
{
    public int Offset => offset;

    /// <summary>True for <c>expression[]</c>.</summary>
    public bool KeepsArray { get; set; }
}

internal sealed class EndSyntax(int offset) : SyntaxNode(offset);

internal sealed class NameSyntax(string name, int offset) : SyntaxNode(offset)
{
    public string Name => name;
}

internal sealed class VariableSyntax(string name, int offset) : SyntaxNode(offset)
{
    public string Name => name;
}

/// <summary>A string, number, true, false, null or regex.</summary>
internal sealed class LiteralSyntax(Token token) : SyntaxNode(token.Offset)
{
    public Token Token => token;
}

/// <summary><c>*</c>, <c>**</c> or <c>%</c> in place of a name.</summary>
internal sealed class SelectorSyntax(string symbol, int offset) : SyntaxNode(offset)
{
    public string Symbol => symbol;
}

internal sealed class BinarySyntax(Operator kind, SyntaxNode left, SyntaxNode right, int offset) : SyntaxNode(offset)
{
    public Operator Kind => kind;

    public SyntaxNode Left => left;

    public SyntaxNode Right => right;
}

/// <summary>What combines two expressions and is no operator on values: <c>.</c>, <c>[</c>, <c>..</c>, <c>~></c>, <c>?:</c>, <c>??</c>.</summary>
internal sealed class CombinationSyntax(string symbol, SyntaxNode left, SyntaxNode right, int offset) : SyntaxNode(offset)
{
    public string Symbol => symbol;

    public SyntaxNode Left => left;

    public SyntaxNode Right => right;
}

/// <summary>A variable for the items (<c>@$v</c>) or the positions (<c>#$i</c>) of a step, or for a value (<c>:=</c>, with a value).</summary>
internal sealed class BindingSyntax(string symbol, SyntaxNode? left, string name, SyntaxNode? value, int offset) : SyntaxNode(offset)
{
    public string Symbol => symbol;

    public SyntaxNode? Left => left;

    public string Name => name;

    public SyntaxNode? Value => value;
}

internal sealed class OrderSyntax(SyntaxNode left, List<(SyntaxNode Term, bool IsDescending)> terms, int offset) : SyntaxNode(offset)
{
    public SyntaxNode Left => left;

    public List<(SyntaxNode Term, bool IsDescending)> Terms => terms;
}

/// <summary>An object constructor, or behind an expression a grouping.</summary>
internal sealed class ObjectSyntax(SyntaxNode? left, List<(SyntaxNode Key, SyntaxNode Value)> pairs, int offset) : SyntaxNode(offset)
{
    public SyntaxNode? Left => left;

    public List<(SyntaxNode Key, SyntaxNode Value)> Pairs => pairs;
}

internal sealed class ArraySyntax(List<SyntaxNode> items, int offset) : SyntaxNode(offset)
{
    public List<SyntaxNode> Items => items;
}

internal sealed class BlockSyntax(List<SyntaxNode> expressions, int offset) : SyntaxNode(offset)
{
    public List<SyntaxNode> Expressions => expressions;
}

internal sealed class NegationSyntax(SyntaxNode operand, int offset) : SyntaxNode(offset)
{
    public SyntaxNode Operand => operand;
}

internal sealed class ConditionSyntax(SyntaxNode condition, SyntaxNode then, SyntaxNode? otherwise, int offset) : SyntaxNode(offset)
{
    public SyntaxNode Condition => condition;

    public SyntaxNode Then => then;

    public SyntaxNode? Otherwise => otherwise;
}

/// <summary>A call; an argument that is null is left open.</summary>
internal sealed class CallSyntax(SyntaxNode procedure, List<SyntaxNode?> arguments, int offset) : SyntaxNode(offset)
{
    public SyntaxNode Procedure => procedure;

    public List<SyntaxNode?> Arguments => arguments;
}

internal sealed class LambdaSyntax(List<string> parameters, Signature? signature, SyntaxNode body, int offset) : SyntaxNode(offset)
{
    public List<string> Parameters => parameters;

    public Signature? Signature => signature;

    public SyntaxNode Body => body;
}

internal sealed class TransformSyntax(SyntaxNode pattern, SyntaxNode update, SyntaxNode? deletion, int offset) : SyntaxNode(offset)
{
    public SyntaxNode Pattern => pattern;

    public SyntaxNode Update => update;

    public SyntaxNode? Deletion => deletion;
}

/// <summary>A variable that stands in an expression.</summary>
/// <param name="Name">Its name without the dollar sign.</param>
/// <param name="Offset">Where it stands, in characters from 0.</param>
internal sealed record Variable(string Name, int Offset);
