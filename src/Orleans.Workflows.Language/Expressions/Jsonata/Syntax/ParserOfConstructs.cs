using Workflows.Language.Expressions.Jsonata.Functions;

namespace Workflows.Language.Expressions.Jsonata.Syntax;

/// <summary>What stands in brackets: blocks, arrays, objects, calls, functions, transforms.</summary>
internal sealed partial class Parser
{
    private BlockSyntax ReadBlock(Token token)
    {
        Rewind(token);
        List<SyntaxNode> expressions = [];
        while (!current.Is(")"))
        {
            expressions.Add(Read(0));
            if (!current.Is(";"))
                break;
            Advance();
        }
        Expect(")", isAfterOperand: true);
        return new BlockSyntax(expressions, token.Offset);
    }

    private ArraySyntax ReadArray(Token token)
    {
        Rewind(token);
        List<SyntaxNode> items = [];
        while (!current.Is("]"))
        {
            var item = Read(0);
            items.Add(current.Is("..") ? ReadRange(item) : item);
            if (!current.Is(","))
                break;
            Advance();
            // A comma promises another item.
            if (current.Is("]"))
                items.Add(Read(0));
        }
        Expect("]", isAfterOperand: true);
        return new ArraySyntax(items, token.Offset);
    }

    private ObjectSyntax ReadObject(Token token, SyntaxNode? left)
    {
        if (left is null)
            Rewind(token);
        List<(SyntaxNode, SyntaxNode)> pairs = [];
        if (!current.Is("}"))
        {
            do
            {
                if (pairs.Count > 0)
                    Advance();
                var key = Read(0);
                Expect(":");
                pairs.Add((key, Read(0)));
            } while (current.Is(","));
        }
        Expect("}", isAfterOperand: true);
        return new ObjectSyntax(left, pairs, token.Offset);
    }

    private TransformSyntax ReadTransform(Token token)
    {
        Rewind(token);
        var pattern = Read(0);
        Expect("|");
        var update = Read(0);
        SyntaxNode? deletion = null;
        if (current.Is(","))
        {
            Advance();
            deletion = Read(0);
        }
        Expect("|", isAfterOperand: true);
        return new TransformSyntax(pattern, update, deletion, token.Offset);
    }

    private SyntaxNode ReadCall(Token token, SyntaxNode procedure)
    {
        List<SyntaxNode?> arguments = [];
        if (!current.Is(")"))
        {
            do
            {
                if (arguments.Count > 0)
                    Advance();
                var isOpen = current.Is("?");
                if (isOpen)
                    Advance(isAfterOperand: true);
                arguments.Add(isOpen ? null : Read(0));
            } while (current.Is(","));
        }
        Expect(")", isAfterOperand: true);
        return procedure is NameSyntax { Name: "function" or "λ" } word
            ? ReadLambda(token, word, arguments)
            : new CallSyntax(procedure, arguments, token.Offset);
    }

    private LambdaSyntax ReadLambda(Token token, NameSyntax word, List<SyntaxNode?> arguments)
    {
        List<string> parameters = [];
        foreach (var argument in arguments)
        {
            if (argument is not VariableSyntax variable)
                throw new JsonataException(
                    "S0208",
                    $"Parameter {parameters.Count + 1} of a function must be a variable, like $x.",
                    argument?.Offset ?? token.Offset
                );
            parameters.Add(variable.Name);
        }
        var signature = current.Is("<") ? ReadSignature() : null;
        Expect("{");
        var body = Read(0);
        Expect("}", isAfterOperand: true);
        return new LambdaSyntax(parameters, signature, body, word.Offset);
    }

    private Signature ReadSignature()
    {
        var (start, level) = (current.Offset, 0);
        var end = start;
        for (; end < lexer.Text.Length && lexer.Text[end] != '{'; end++)
        {
            level += lexer.Text[end] == '<' ? 1 : 0;
            level -= lexer.Text[end] == '>' ? 1 : 0;
            if (level == 0)
                break;
        }
        lexer.Position = end;
        Advance(isAfterOperand: true);
        Expect(">");
        try
        {
            return Signature.Parse(string.Concat(lexer.Text[start..end].Where(c => !char.IsWhiteSpace(c))));
        }
        catch (JsonataException failure)
        {
            throw new JsonataException(failure.Code, failure.Message, start + Math.Max(0, failure.Offset));
        }
    }
}
