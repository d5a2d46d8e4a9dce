using System.Runtime.CompilerServices;
using Workflows.Language.Expressions.Jsonata.Nodes;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Syntax;

/// <summary>Makes the tree that is evaluated: puts the steps of paths together, and lets them carry the parents that are asked for.</summary>
internal sealed partial class Compiler
{
    private int labels;

    /// <summary>Compiles a text.</summary>
    /// <exception cref="JsonataException">It is no expression.</exception>
    public static Node Compile(string text) => Compile(text, out _, out _);

    /// <summary>Compiles a text and says which variables stand in it, and what it looks at.</summary>
    /// <exception cref="JsonataException">It is no expression.</exception>
    public static Node Compile(string text, out IReadOnlyList<Variable> variables, out Outlook outlook)
    {
        try
        {
            (var syntax, variables) = Parser.Parse(text);
            var root = new Compiler().Process(syntax);
            outlook = Outlook.Of(syntax);
            return root is ParentNode || root.Seeking is not null ? throw Ancestors.Underivable(root) : root;
        }
        catch (InsufficientExecutionStackException)
        {
            throw new JsonataException("S0500", "The expression is nested too deeply.", 0);
        }
    }

    private Node Process(SyntaxNode syntax)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var node = syntax switch
        {
            NameSyntax name => new PathNode(name.Offset, [new NameNode(name.Offset, name.Name) { KeepsArray = name.KeepsArray }])
            {
                KeepsSingleton = name.KeepsArray,
            },
            VariableSyntax variable => new VariableNode(variable.Offset, variable.Name),
            LiteralSyntax literal => ProcessLiteral(literal.Token),
            SelectorSyntax selector => ProcessSelector(selector),
            BinarySyntax binary => ProcessBinary(binary),
            CombinationSyntax combination => ProcessCombination(combination),
            BindingSyntax binding => ProcessBinding(binding),
            OrderSyntax order => ProcessOrder(order),
            ObjectSyntax { Left: null } constructor => ProcessObject(constructor),
            ObjectSyntax grouping => ProcessGrouping(grouping),
            ArraySyntax array => ProcessArray(array),
            BlockSyntax block => ProcessBlock(block),
            NegationSyntax negation => ProcessNegation(negation),
            ConditionSyntax condition => ProcessCondition(condition),
            CallSyntax call => ProcessCall(call),
            LambdaSyntax lambda => new LambdaNode(lambda.Offset, lambda.Parameters, lambda.Signature, ProcessTail(lambda.Body)),
            TransformSyntax transform => new TransformNode(
                transform.Offset,
                Process(transform.Pattern),
                Process(transform.Update),
                transform.Deletion is null ? null : Process(transform.Deletion)
            ),
            _ => throw new JsonataException("S0207", "The expression ends where a value is expected.", syntax.Offset),
        };
        node.KeepsArray |= syntax.KeepsArray;
        return node;
    }

    // A call that is the last thing a function does is left to the caller, so that loops written as recursion need no stack.
    private Node ProcessTail(SyntaxNode syntax)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (syntax)
        {
            case ConditionSyntax condition:
                return ProcessCondition(condition, isTail: true);
            case BlockSyntax { Expressions: [.., _] } block:
                return ProcessBlock(block, isTail: true);
            default:
                var node = Process(syntax);
                return node is CallNode { Predicates: [], Group: null, KeepsArray: false } call ? new TailCallNode(call) : node;
        }
    }

    private static Node ProcessLiteral(Token token) =>
        token.Kind switch
        {
            TokenKind.Number => new NumberNode(token.Offset, token.Number),
            TokenKind.Text => new LiteralNode(token.Offset, new TextValue(token.Text)),
            TokenKind.Regex => new RegexNode(token.Offset, CompileRegex(token)),
            _ => new LiteralNode(
                token.Offset,
                token.Text switch
                {
                    "true" => BooleanValue.True,
                    "false" => BooleanValue.False,
                    _ => NullValue.Instance,
                }
            ),
        };

    private static System.Text.RegularExpressions.Regex CompileRegex(Token token)
    {
        try
        {
            return RegexTranslator.Read(token.Text, token.Flags);
        }
        catch (ArgumentException invalid)
        {
            throw new JsonataException("S0303", $"This is no regular expression: {invalid.Message}", token.Offset);
        }
    }

    private Node ProcessSelector(SelectorSyntax selector) =>
        selector.Symbol switch
        {
            "*" => new WildcardNode(selector.Offset),
            "**" => new DescendantsNode(selector.Offset),
            _ => new ParentNode(selector.Offset, new AncestorSlot($"!{labels++}")),
        };

    private BinaryNode ProcessBinary(BinarySyntax binary)
    {
        var (left, right) = (Process(binary.Left), Process(binary.Right));
        return Ancestors.Collect(new BinaryNode(binary.Offset, binary.Kind, left, right), left, right);
    }

    private Node ProcessCombination(CombinationSyntax combination)
    {
        switch (combination.Symbol)
        {
            case ".":
                return ProcessPath(combination);
            case "[":
                return ProcessPredicate(combination);
        }
        var (left, right) = (Process(combination.Left), Process(combination.Right));
        return combination.Symbol switch
        {
            ".." => Ancestors.Collect(new RangeNode(combination.Offset, left, right), left, right),
            "~>" => new ApplyNode(combination.Offset, left, right) { KeepsArray = left.KeepsArray || right.KeepsArray },
            _ => Ancestors.Collect(
                new DefaultNode(combination.Offset, left, right, onlyUndefined: combination.Symbol == "??"),
                left,
                right
            ),
        };
    }

    private Node ProcessNegation(NegationSyntax negation)
    {
        var operand = Process(negation.Operand);
        return operand is NumberNode { Predicates: [] } number
            ? new NumberNode(negation.Offset, -number.Number)
            : Ancestors.Collect(new NegateNode(negation.Offset, operand), operand);
    }

    private ArrayNode ProcessArray(ArraySyntax array)
    {
        List<Node> items = [.. array.Items.Select(Process)];
        return Ancestors.Collect(new ArrayNode(array.Offset, items), [.. items]);
    }

    private ObjectNode ProcessObject(ObjectSyntax constructor)
    {
        var grouping = Pairs(constructor);
        return Ancestors.Collect(
            new ObjectNode(constructor.Offset, grouping),
            [.. grouping.Pairs.SelectMany(pair => (Node[])[pair.Key, pair.Value])]
        );
    }

    private Grouping Pairs(ObjectSyntax syntax) =>
        new([.. syntax.Pairs.Select(pair => (Process(pair.Key), Process(pair.Value)))], syntax.Offset);

    private Node ProcessGrouping(ObjectSyntax grouping)
    {
        var node = Process(grouping.Left!);
        if (node.Group is not null)
            throw new JsonataException("S0210", "A step can have only one grouping.", grouping.Offset);
        node.Group = Pairs(grouping);
        return node;
    }

    private BlockNode ProcessBlock(BlockSyntax block, bool isTail = false)
    {
        List<Node> parts = [];
        for (var i = 0; i < block.Expressions.Count; i++)
            parts.Add(isTail && i == block.Expressions.Count - 1 ? ProcessTail(block.Expressions[i]) : Process(block.Expressions[i]));
        var node = Ancestors.Collect(new BlockNode(block.Offset, parts), [.. parts]);
        node.IsConstructed = parts.Exists(part => part.IsConstructed || part is PathNode { Steps: [{ IsConstructed: true }, ..] });
        return node;
    }

    private ConditionNode ProcessCondition(ConditionSyntax syntax, bool isTail = false)
    {
        var condition = Process(syntax.Condition);
        var then = isTail ? ProcessTail(syntax.Then) : Process(syntax.Then);
        var otherwise =
            syntax.Otherwise is null ? null
            : isTail ? ProcessTail(syntax.Otherwise)
            : Process(syntax.Otherwise);
        var node = new ConditionNode(syntax.Offset, condition, then, otherwise);
        return otherwise is null ? Ancestors.Collect(node, condition, then) : Ancestors.Collect(node, condition, then, otherwise);
    }

    private Node ProcessCall(CallSyntax call)
    {
        List<Node?> arguments = [.. call.Arguments.Select(argument => argument is null ? null : Process(argument))];
        var procedure = Process(call.Procedure);
        Node[] given = [.. arguments.OfType<Node>()];
        return given.Length == arguments.Count
            ? Ancestors.Collect(new CallNode(call.Offset, procedure, given), given)
            : Ancestors.Collect(new PartialNode(call.Offset, procedure, arguments), given);
    }
}
