using System.Collections.Frozen;
using Workflows.Language.Expressions.Jsonata.Functions;
using Workflows.Language.Expressions.Jsonata.Nodes;

namespace Workflows.Language.Expressions.Jsonata.Syntax;

/// <summary>Reads an expression by the binding powers of its operators.</summary>
internal sealed partial class Parser
{
    private const int Prefix = 70;

    private static readonly FrozenDictionary<string, int> BindingPowers = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["["] = 80,
        ["("] = 80,
        ["@"] = 80,
        ["#"] = 80,
        ["."] = 75,
        ["{"] = 70,
        ["*"] = 60,
        ["/"] = 60,
        ["%"] = 60,
        ["+"] = 50,
        ["-"] = 50,
        ["&"] = 50,
        ["="] = 40,
        ["!="] = 40,
        ["<"] = 40,
        ["<="] = 40,
        [">"] = 40,
        [">="] = 40,
        ["^"] = 40,
        ["~>"] = 40,
        ["?:"] = 40,
        ["??"] = 40,
        ["in"] = 40,
        ["and"] = 30,
        ["or"] = 25,
        ["?"] = 20,
        [":="] = 10,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Operator> Operators = new Dictionary<string, Operator>(StringComparer.Ordinal)
    {
        ["+"] = Operator.Add,
        ["-"] = Operator.Subtract,
        ["*"] = Operator.Multiply,
        ["/"] = Operator.Divide,
        ["%"] = Operator.Remainder,
        ["="] = Operator.Equal,
        ["!="] = Operator.NotEqual,
        ["<"] = Operator.Less,
        ["<="] = Operator.LessOrEqual,
        [">"] = Operator.Greater,
        [">="] = Operator.GreaterOrEqual,
        ["&"] = Operator.Concatenate,
        ["in"] = Operator.In,
        ["and"] = Operator.And,
        ["or"] = Operator.Or,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly Lexer lexer;
    private readonly List<Variable> variables = [];
    private Token current;
    private int depth;

    private Parser(string text)
    {
        lexer = new Lexer(text);
        current = null!;
        Advance();
    }

    /// <summary>Reads a text that is one expression and nothing else.</summary>
    /// <exception cref="JsonataException">It is none.</exception>
    public static (SyntaxNode Root, IReadOnlyList<Variable> Variables) Parse(string text)
    {
        if (text.Length > JsonataLimits.LongestText)
            throw new JsonataException("S0500", $"An expression has at most {JsonataLimits.LongestText} characters.", 0);
        var parser = new Parser(text);
        var root = parser.Read(0);
        return parser.current.Kind == TokenKind.End
            ? (root, parser.variables)
            : throw new JsonataException("S0201", $"'{parser.current.Text}' cannot stand here.", parser.current.Offset);
    }

    private void Advance(bool isAfterOperand = false)
    {
        current = lexer.Next(isAfterOperand);
        if (current.Is("!") || current.Is("~"))
            throw new JsonataException("S0204", $"There is no operator '{current.Text}'.", current.Offset);
        if (current.Kind == TokenKind.Variable)
            variables.Add(new Variable(current.Text, current.Offset));
    }

    private void Expect(string symbol, bool isAfterOperand = false)
    {
        if (current.Kind == TokenKind.End)
            throw new JsonataException("S0203", $"Expected '{symbol}' before the end of the expression.", current.Offset);
        if (!current.Is(symbol))
            throw new JsonataException("S0202", $"Expected '{symbol}', found '{Reading.Fields.Shorten(current.Text)}'.", current.Offset);
        Advance(isAfterOperand);
    }

    private SyntaxNode Read(int power)
    {
        if (++depth > JsonataLimits.DeepestSyntax)
            throw new JsonataException(
                "S0500",
                $"The expression is nested deeper than {JsonataLimits.DeepestSyntax} levels.",
                current.Offset
            );
        var token = current;
        Advance(isAfterOperand: true);
        var left = ReadOperand(token);
        for (var length = 0; power < PowerOf(current); length++)
        {
            if (length > JsonataLimits.LongestChain)
                throw new JsonataException("S0500", $"More than {JsonataLimits.LongestChain} operators follow each other.", current.Offset);
            var symbol = current;
            Advance();
            left = ReadOperator(symbol, left);
        }
        depth--;
        return left;
    }

    private static int PowerOf(Token token) => token.Kind == TokenKind.Operator ? BindingPowers.GetValueOrDefault(token.Text) : 0;

    private SyntaxNode ReadOperand(Token token)
    {
        switch (token.Kind)
        {
            case TokenKind.Name:
                return new NameSyntax(token.Text, token.Offset);
            case TokenKind.Variable:
                return new VariableSyntax(token.Text, token.Offset);
            case TokenKind.Text or TokenKind.Number or TokenKind.Value or TokenKind.Regex:
                return new LiteralSyntax(token);
            case TokenKind.End:
                return new EndSyntax(token.Offset);
        }
        return token.Text switch
        {
            "and" or "or" or "in" => new NameSyntax(token.Text, token.Offset),
            "*" or "**" or "%" => new SelectorSyntax(token.Text, token.Offset),
            "-" => new NegationSyntax(ReadAgain(token, Prefix), token.Offset),
            "(" => ReadBlock(token),
            "[" => ReadArray(token),
            "{" => ReadObject(token, null),
            "|" => ReadTransform(token),
            _ => throw new JsonataException("S0211", $"'{token.Text}' cannot stand before a value.", token.Offset),
        };
    }

    // What follows was read as an operator; after a prefix it must be read as an operand.
    private SyntaxNode ReadAgain(Token prefix, int power)
    {
        Rewind(prefix);
        return Read(power);
    }

    private void Rewind(Token prefix)
    {
        if (current.Kind == TokenKind.Variable)
            variables.RemoveAt(variables.Count - 1);
        lexer.Position = prefix.Offset + prefix.Text.Length;
        Advance();
    }

    private SyntaxNode ReadOperator(Token token, SyntaxNode left)
    {
        if (Operators.TryGetValue(token.Text, out var kind))
            return new BinarySyntax(kind, left, Read(BindingPowers[token.Text]), token.Offset);
        return token.Text switch
        {
            "." or "~>" => new CombinationSyntax(token.Text, left, Read(BindingPowers[token.Text]), token.Offset),
            "?:" or "??" => new CombinationSyntax(token.Text, left, Read(0), token.Offset),
            "(" => ReadCall(token, left),
            "[" => ReadPredicate(token, left),
            "{" => ReadObject(token, left),
            "^" => ReadOrder(token, left),
            ":=" => ReadAssignment(token, left),
            "@" or "#" => ReadStepVariable(token, left),
            "?" => ReadCondition(token, left),
            _ => throw new InvalidOperationException($"'{token.Text}' binds, but nobody reads it."),
        };
    }

    private CombinationSyntax ReadRange(SyntaxNode left)
    {
        var token = current;
        Advance();
        return new CombinationSyntax("..", left, Read(0), token.Offset);
    }

    private SyntaxNode ReadPredicate(Token token, SyntaxNode left)
    {
        if (!current.Is("]"))
        {
            var predicate = new CombinationSyntax("[", left, Read(0), token.Offset);
            Expect("]", isAfterOperand: true);
            return predicate;
        }
        // It is the step that keeps its array, whatever predicates stand between.
        var step = left;
        while (step is CombinationSyntax { Symbol: "[" } inner)
            step = inner.Left;
        step.KeepsArray = true;
        Advance(isAfterOperand: true);
        return left;
    }

    private OrderSyntax ReadOrder(Token token, SyntaxNode left)
    {
        Expect("(");
        List<(SyntaxNode, bool)> terms = [];
        do
        {
            if (terms.Count > 0)
                Advance();
            var isDescending = current.Is(">");
            if (isDescending || current.Is("<"))
                Advance();
            terms.Add((Read(0), isDescending));
        } while (current.Is(","));
        Expect(")", isAfterOperand: true);
        return new OrderSyntax(left, terms, token.Offset);
    }

    private BindingSyntax ReadAssignment(Token token, SyntaxNode left)
    {
        if (left is not VariableSyntax variable)
            throw new JsonataException("S0212", "The left side of := must be a variable, like $x.", left.Offset);
        return new BindingSyntax(token.Text, null, variable.Name, Read(BindingPowers[":="] - 1), token.Offset);
    }

    private BindingSyntax ReadStepVariable(Token token, SyntaxNode left) =>
        Read(BindingPowers[token.Text]) is VariableSyntax variable
            ? new BindingSyntax(token.Text, left, variable.Name, null, token.Offset)
            : throw new JsonataException("S0214", $"A variable must follow {token.Text}, like {token.Text}$x.", token.Offset);

    private ConditionSyntax ReadCondition(Token token, SyntaxNode condition)
    {
        var then = Read(0);
        if (!current.Is(":"))
            return new ConditionSyntax(condition, then, null, token.Offset);
        Advance();
        return new ConditionSyntax(condition, then, Read(0), token.Offset);
    }
}
