using System.Runtime.CompilerServices;

namespace Workflows.Language.Expressions.Jsonata.Syntax;

/// <summary>
/// What an expression looks at that somebody else must provide: members of <c>$states</c>, and names that stand where no value is under consideration. A
/// definition's expressions have no input, so that such a name never finds anything.
/// </summary>
internal sealed class Outlook
{
    private const string States = "states";
    private const string Root = "$";

    private readonly List<Variable> bareNames = [];
    private readonly List<Variable> members = [];

    /// <summary>Names, <c>*</c>, <c>**</c> and <c>$$</c> that would look into the input of the expression.</summary>
    public IReadOnlyList<Variable> BareNames => bareNames;

    /// <summary>The members of <c>$states</c> that are looked at.</summary>
    public IReadOnlyList<Variable> StatesMembers => members;

    /// <summary>Looks through an expression.</summary>
    public static Outlook Of(SyntaxNode root)
    {
        var outlook = new Outlook();
        outlook.Look(root, hasValue: false);
        return outlook;
    }

    // hasValue: whether names are looked up in a value that the expression itself has selected.
    private void Look(SyntaxNode? syntax, bool hasValue)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (syntax)
        {
            case NameSyntax name when !hasValue:
                bareNames.Add(new Variable(name.Name, name.Offset));
                break;
            case SelectorSyntax selector when !hasValue:
                bareNames.Add(new Variable(selector.Symbol, selector.Offset));
                break;
            // However deep it stands, it is the input of the whole expression.
            case VariableSyntax { Name: Root } root:
                bareNames.Add(new Variable("$$", root.Offset));
                break;
            case CombinationSyntax combination:
                LookAtCombination(combination, hasValue);
                break;
            case CallSyntax call:
                Look(call.Procedure, hasValue);
                LookAtEach(call.Arguments, hasValue);
                break;
            case LambdaSyntax lambda:
                Look(lambda.Body, hasValue);
                break;
            case TransformSyntax transform:
                LookAtEach([transform.Pattern, transform.Update, transform.Deletion], hasValue: true);
                break;
            case OrderSyntax order:
                Look(order.Left, hasValue);
                LookAtEach(order.Terms.Select(term => term.Term), hasValue: true);
                break;
            case ObjectSyntax members:
                Look(members.Left, hasValue);
                LookAtEach(members.Pairs.SelectMany(pair => (SyntaxNode[])[pair.Key, pair.Value]), hasValue || members.Left is not null);
                break;
            default:
                LookAtEach(PartsOf(syntax), hasValue);
                break;
        }
    }

    private static SyntaxNode?[] PartsOf(SyntaxNode? syntax) =>
        syntax switch
        {
            BinarySyntax binary => [binary.Left, binary.Right],
            BindingSyntax binding => [binding.Left, binding.Value],
            ArraySyntax array => [.. array.Items],
            BlockSyntax block => [.. block.Expressions],
            NegationSyntax negation => [negation.Operand],
            ConditionSyntax condition => [condition.Condition, condition.Then, condition.Otherwise],
            _ => [],
        };

    private void LookAtEach(IEnumerable<SyntaxNode?> parts, bool hasValue)
    {
        foreach (var part in parts)
            Look(part, hasValue);
    }

    private void LookAtCombination(CombinationSyntax combination, bool hasValue)
    {
        if (combination.Symbol == "." && Unwrapped(combination.Left) is VariableSyntax { Name: States })
            NoteMember(Unwrapped(combination.Right));
        // A text as the first step of a path is a name.
        if (combination.Symbol == "." && !hasValue && Unwrapped(combination.Left) is LiteralSyntax { Token.Kind: TokenKind.Text } text)
            bareNames.Add(new Variable(text.Token.Text, text.Offset));
        Look(combination.Left, hasValue);
        Look(combination.Right, hasValue || combination.Symbol is "." or "[");
    }

    private void NoteMember(SyntaxNode member)
    {
        if (member is NameSyntax name)
            members.Add(new Variable(name.Name, name.Offset));
        else if (member is LiteralSyntax { Token.Kind: TokenKind.Text } text)
            members.Add(new Variable(text.Token.Text, text.Offset));
    }

    private static SyntaxNode Unwrapped(SyntaxNode syntax)
    {
        while (true)
        {
            switch (syntax)
            {
                case CombinationSyntax { Symbol: "[" } predicate:
                    syntax = predicate.Left;
                    break;
                case BindingSyntax { Left: { } left }:
                    syntax = left;
                    break;
                default:
                    return syntax;
            }
        }
    }
}
