using Workflows.Language.Paths;

namespace Workflows.Language.Expressions;

/// <summary>
/// Reads the value of a key that ends in <c>.$</c>: a path, or a call of an intrinsic function. ASL: "Intrinsic Functions".
/// </summary>
internal sealed class ExpressionParser
{
    private readonly PathCursor cursor;
    private readonly PathDialect dialect;
    private readonly string text;
    private int depth;

    private ExpressionParser(string text, PathDialect dialect) => (this.text, this.dialect, cursor) = (text, dialect, new PathCursor(text));

    /// <summary>Reads a text that is one expression and nothing else.</summary>
    /// <exception cref="PathSyntaxException">It is none.</exception>
    public static Expression Parse(string text, PathDialect dialect)
    {
        if (dialect == PathDialect.Asl)
            text = text.TrimStart().StartsWith('$') ? text.Trim() : text.TrimEnd();
        var parser = new ExpressionParser(text, dialect);
        if (text.Length > JsonPath.LongestText)
            throw parser.cursor.Fail($"an expression has at most {JsonPath.LongestText} characters");
        if (parser.cursor.Current != '$' && !text.StartsWith(Data.ErrorNames.Prefix, StringComparison.Ordinal))
            throw parser.cursor.Fail("expected a path like $.order.total, or an intrinsic function like States.Format('{}', $.name)");
        var expression = parser.Read();
        return parser.cursor.IsAtEnd ? expression : throw parser.cursor.Fail($"'{parser.cursor.Current}' cannot stand here");
    }

    private Expression Read()
    {
        var start = cursor.Offset;
        switch (cursor.Current)
        {
            case '$':
                var query = new PathParser(cursor, dialect).ReadQuery();
                var path = text[start..cursor.Offset];
                return new PathExpression(path == "$" ? JsonPath.Root : new JsonPath(path, query), dialect);
            case '\'':
                return ReadText();
            case '-' or (>= '0' and <= '9'):
                return new LiteralExpression(cursor.TakeNumber());
            default:
                return ReadCallOrWord(start);
        }
    }

    private Expression ReadCallOrWord(int start)
    {
        var word = cursor.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_');
        if (word is "true" or "false" or "null")
            return new LiteralExpression(System.Text.Json.JsonElement.Parse(word));
        if (IntrinsicFunction.All.TryGetValue(word, out var function))
            return ReadCall(function);
        cursor.Offset = start;
        throw cursor.Fail(
            word.StartsWith(Data.ErrorNames.Prefix, StringComparison.Ordinal)
                ? $"there is no function '{Reading.Fields.Shorten(word)}'.{Reading.Suggestions.DidYouMean(word, IntrinsicFunction.All.Keys)}"
                : "expected a path, a text in single quotes, a number, true, false, null or a function"
        );
    }

    private CallExpression ReadCall(IntrinsicFunction function)
    {
        var start = cursor.Offset;
        if (++depth > TemplateLimits.DeepestCall)
            throw cursor.Fail($"functions are nested deeper than {TemplateLimits.DeepestCall} levels");
        cursor.Expect('(');
        List<Expression> arguments = [];
        cursor.SkipSpace();
        if (cursor.Current != ')')
        {
            do
            {
                cursor.SkipSpace();
                arguments.Add(Read());
                cursor.SkipSpace();
            } while (cursor.TryTake(","));
        }
        cursor.Expect(')');
        depth--;
        CheckArguments(function, arguments, start);
        return new CallExpression(function, arguments);
    }

    private static void CheckArguments(IntrinsicFunction function, List<Expression> arguments, int start)
    {
        if (arguments.Count < function.Least || arguments.Count > function.Most)
        {
            var wanted =
                function.Least == function.Most ? $"{function.Least}"
                : function.Most == int.MaxValue ? $"at least {function.Least}"
                : $"{function.Least} to {function.Most}";
            throw new PathSyntaxException(start, $"{function.Name} takes {wanted} arguments, not {arguments.Count}");
        }
        if (
            function.Name == IntrinsicFormat.Name
            && arguments[0] is TextExpression format
            && IntrinsicFormat.Pieces(format.Raw).Count != arguments.Count
        )
            throw new PathSyntaxException(
                start,
                $"the format has {IntrinsicFormat.Pieces(format.Raw).Count - 1} placeholders {{}}, but {arguments.Count - 1} values follow"
            );
    }

    private TextExpression ReadText()
    {
        cursor.Offset++;
        var start = cursor.Offset;
        while (cursor.Current != '\'')
        {
            if (cursor.IsAtEnd)
                throw cursor.Fail("the text is not closed with '");
            if (cursor.Current == '\\')
            {
                if (cursor.Following is not ('\'' or '\\' or '{' or '}'))
                    throw cursor.Fail(@"a backslash in a text makes ', {, } or \ literal and nothing else");
                cursor.Offset++;
            }
            cursor.Offset++;
        }
        var raw = text[start..cursor.Offset];
        cursor.Offset++;
        return new TextExpression(raw);
    }
}
