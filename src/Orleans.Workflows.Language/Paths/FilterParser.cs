using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Language.Paths;

/// <summary>Reads the expressions of filters, and checks that functions are well-typed. RFC 9535, sections 2.3.5 and 2.4.</summary>
internal sealed class FilterParser(PathCursor cursor, PathParser paths)
{
    private static readonly (string Text, FilterComparator Comparator)[] Comparators =
    [
        ("==", FilterComparator.Equal),
        ("!=", FilterComparator.NotEqual),
        ("<=", FilterComparator.LessOrEqual),
        (">=", FilterComparator.GreaterOrEqual),
        ("<", FilterComparator.Less),
        (">", FilterComparator.Greater),
    ];

    /// <summary>Reads a logical expression.</summary>
    public FilterExpression ReadOr()
    {
        List<FilterExpression> parts = [];
        do parts.Add(ReadAnd());
        while (TryTakeOperator("||"));
        return parts is [var only] ? only : new OrFilter(parts);
    }

    private FilterExpression ReadAnd()
    {
        List<FilterExpression> parts = [];
        do parts.Add(ReadBasic());
        while (TryTakeOperator("&&"));
        return parts is [var only] ? only : new AndFilter(parts);
    }

    private bool TryTakeOperator(string word)
    {
        var start = cursor.Offset;
        cursor.SkipSpace();
        if (cursor.TryTake(word))
            return true;
        cursor.Offset = start;
        return false;
    }

    private FilterExpression ReadBasic()
    {
        cursor.SkipSpace();
        var isNegated = cursor.Current == '!';
        if (isNegated)
        {
            cursor.Offset++;
            cursor.SkipSpace();
        }
        var expression = cursor.Current == '(' ? ReadParenthesis() : ReadTestOrComparison(isNegated);
        return isNegated ? new NotFilter(expression) : expression;
    }

    private FilterExpression ReadParenthesis()
    {
        paths.Enter();
        cursor.Expect('(');
        var inner = ReadOr();
        cursor.SkipSpace();
        cursor.Expect(')');
        paths.Leave();
        return inner;
    }

    private FilterExpression ReadTestOrComparison(bool isTestOnly)
    {
        if (TryReadRegex() is { } regex)
            return regex;
        var left = ReadOperand();
        var afterLeft = cursor.Offset;
        cursor.SkipSpace();
        foreach (var (text, comparator) in Comparators)
        {
            if (isTestOnly || !cursor.TryTake(text))
                continue;
            RequireValue(left);
            cursor.SkipSpace();
            var right = paths.IsAws ? ReadAwsOperand() : ReadOperand();
            RequireValue(right);
            return new ComparisonFilter(left, comparator, right);
        }
        cursor.Offset = afterLeft;
        return left is QueryOperand query
            ? new ExistsFilter(query.Query)
            : throw cursor.Fail("expected a comparison (==, !=, <, <=, >, >=)");
    }

    private void RequireValue(FilterOperand operand)
    {
        if (operand is QueryOperand { Query.IsSingular: false })
            throw cursor.Fail("only a query that selects one value can be compared");
    }

    private RegexFilter? TryReadRegex()
    {
        var isWhole = cursor.TryTake("match(");
        if (!isWhole && !cursor.TryTake("search("))
            return null;
        paths.Enter();
        var text = ReadValueArgument();
        cursor.Expect(',');
        var pattern = ReadValueArgument();
        cursor.Expect(')');
        paths.Leave();
        return new RegexFilter(text, pattern, isWhole);
    }

    // AWS takes a word without quotes for a text, however much it looks like the beginning of a number.
    private FilterOperand ReadAwsOperand()
    {
        if (cursor.Current is '$' or '@' or '\'' or '"')
            return ReadOperand();
        var start = cursor.Offset;
        var word = cursor.TakeWhile(c => !char.IsWhiteSpace(c) && !"()[]&|=!<>,'\"".Contains(c, StringComparison.Ordinal));
        if (word.Length > 0 && cursor.Current != '(' && word is not ("true" or "false" or "null") && !PathCursor.IsNumber(word))
            return new LiteralOperand(JsonText.String(word).Root);
        cursor.Offset = start;
        return ReadOperand();
    }

    private FilterOperand ReadOperand()
    {
        if (cursor.Current is '$' or '@')
            return new QueryOperand(paths.ReadQuery());
        if (cursor.Current is '\'' or '"')
            return new LiteralOperand(JsonText.String(cursor.TakeString(takesAnyEscape: paths.IsAws)).Root);
        if (cursor.Current == '-' || char.IsAsciiDigit(cursor.Current))
            return new LiteralOperand(cursor.TakeNumber());
        var start = cursor.Offset;
        var word = cursor.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        if (cursor.Current == '(')
            return ReadFunction(word, start);
        if (word is "true" or "false" or "null")
            return new LiteralOperand(JsonElement.Parse(word));
        cursor.Offset = start;
        throw cursor.Fail(
            word.Length > 0 ? $"a text is written in quotes: '{word}'" : "expected a query ('@…', '$…'), a literal or a function"
        );
    }

    private FilterOperand ReadFunction(string name, int start)
    {
        paths.Enter();
        cursor.Expect('(');
        FilterOperand function;
        switch (name)
        {
            case "length":
                function = new LengthOperand(ReadValueArgument());
                break;
            case "count":
                function = new CountOperand(ReadQueryArgument());
                break;
            case "value":
                function = new ValueOperand(ReadQueryArgument());
                break;
            default:
                cursor.Offset = start;
                throw cursor.Fail(
                    name is "match" or "search"
                        ? $"the result of {name}() is true or false and cannot be compared"
                        : $"there is no function '{name}'; there are length, count, value, match and search"
                );
        }
        cursor.Expect(')');
        paths.Leave();
        return function;
    }

    private FilterOperand ReadValueArgument()
    {
        cursor.SkipSpace();
        var argument = ReadOperand();
        RequireValue(argument);
        cursor.SkipSpace();
        return argument;
    }

    private PathQuery ReadQueryArgument()
    {
        cursor.SkipSpace();
        if (cursor.Current is not ('$' or '@'))
            throw cursor.Fail("this function takes a query");
        var query = paths.ReadQuery();
        cursor.SkipSpace();
        return query;
    }
}
