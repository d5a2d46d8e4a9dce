namespace Workflows.Language.Paths;

/// <summary>Reads paths: RFC 9535 with <c>$$</c> for the context object, and in the ASL dialect what AWS accepts beyond it.</summary>
internal sealed class PathParser
{
    // Filters nest through the parser's own recursion.
    private const int DeepestFilter = 32;

    private readonly PathCursor cursor;
    private readonly PathDialect dialect;
    private readonly FilterParser filters;
    private int depth;

    /// <summary>Reads from a cursor that others read from, too.</summary>
    public PathParser(PathCursor cursor, PathDialect dialect)
    {
        this.cursor = cursor;
        this.dialect = dialect;
        filters = new FilterParser(cursor, this);
    }

    /// <summary>Reads a text that is one query and nothing else.</summary>
    public static PathQuery ReadWhole(string text, PathDialect dialect)
    {
        var whole = new PathCursor(text);
        if (whole.Current != '$')
            throw whole.Fail(
                text.Length > 0 && char.IsAsciiLetter(text[0]) ? $"a path begins with '$': write '$.{text}'" : "a path begins with '$'"
            );
        var query = new PathParser(whole, dialect).ReadQuery();
        return whole.IsAtEnd ? query : throw whole.Fail($"'{whole.Current}' cannot stand here");
    }

    /// <summary>Reads a query that begins with <c>$</c>, <c>$$</c> or <c>@</c>.</summary>
    public PathQuery ReadQuery()
    {
        var root =
            cursor.TryTake("$$") ? PathRoot.Context
            : cursor.TryTake("$") ? PathRoot.Data
            : PathRoot.Current;
        if (root == PathRoot.Current)
            cursor.Expect('@');
        var variable = root == PathRoot.Data && VariableNames.Begins(cursor.Current) ? cursor.TakeWhile(VariableNames.Continues) : null;
        List<Segment> segments = [];
        while (TryReadSegment() is { } segment)
            segments.Add(segment);
        return variable is null ? new PathQuery(root, segments) : new PathQuery(PathRoot.Variable, segments) { Variable = variable };
    }

    /// <summary>Whether paths are read as AWS reads them.</summary>
    public bool IsAws => dialect == PathDialect.Asl;

    /// <summary>Enters one more level of nesting.</summary>
    public void Enter()
    {
        if (++depth > DeepestFilter)
            throw cursor.Fail($"the path is nested deeper than {DeepestFilter} levels");
    }

    /// <summary>Leaves a level of nesting.</summary>
    public void Leave() => depth--;

    private Segment? TryReadSegment()
    {
        var start = cursor.Offset;
        cursor.SkipSpace();
        if (cursor.Current == '[')
            return new Segment(false, ReadBracket());
        if (cursor.TryTake(".."))
            return new Segment(true, cursor.Current == '[' ? ReadBracket() : [ReadAfterDot()]);
        if (cursor.TryTake("."))
            return new Segment(false, IsAws && cursor.Current == '[' ? ReadBracket() : [ReadAfterDot()]);
        cursor.Offset = start;
        return null;
    }

    private Selector ReadAfterDot()
    {
        if (cursor.TryTake("*"))
            return new Selector(SelectorKind.Wildcard);
        var isFirst = true;
        var name = cursor.TakeWhile(c =>
        {
            var belongs = IsAws ? IsAslNameCharacter(c) : IsNameCharacter(c) && !(isFirst && char.IsAsciiDigit(c));
            isFirst = false;
            return belongs;
        });
        if (name.Length == 0 && cursor.Current == '[')
            throw cursor.Fail("the dot before a bracket is left out: $.items[0]");
        if (name.Length == 0)
            throw cursor.Fail("expected a name or '*' after the dot; other names are written ['name']");
        if (!IsAws && cursor.Current == '-')
            throw cursor.Fail("a name with '-' is written ['first-name']");
        return new Selector(SelectorKind.Name) { Name = name };
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_' || c >= '\x80';

    // Everything but what ends a name, in a path, in a filter or among the arguments of a function.
    private static bool IsAslNameCharacter(char c) =>
        !char.IsWhiteSpace(c) && !char.IsControl(c) && !@".[](){},'""*?|&=!<>~\^`".Contains(c, StringComparison.Ordinal);

    private List<Selector> ReadBracket()
    {
        Enter();
        cursor.Expect('[');
        List<Selector> selectors = [];
        do
        {
            cursor.SkipSpace();
            selectors.Add(ReadSelector());
            cursor.SkipSpace();
        } while (cursor.TryTake(","));
        cursor.Expect(']');
        Leave();
        // AWS: several names select one object with these members.
        return IsAws && selectors.Count > 1 && selectors.TrueForAll(selector => selector.Kind == SelectorKind.Name)
            ? [new Selector(SelectorKind.Name) { Names = [.. selectors.Select(selector => selector.Name)] }]
            : selectors;
    }

    private Selector ReadSelector()
    {
        if (cursor.Current is '\'' or '"')
            return new Selector(SelectorKind.Name) { Name = cursor.TakeString(takesAnyEscape: IsAws) };
        if (cursor.TryTake("*"))
            return new Selector(SelectorKind.Wildcard);
        if (cursor.TryTake("?"))
            return new Selector(SelectorKind.Filter) { Filter = filters.ReadOr(), IsForObjects = IsAws };
        if (IsAws && cursor.Current == '(')
            return ReadFromEnd();
        if (cursor.Current is ':' or '-' || char.IsAsciiDigit(cursor.Current))
            return ReadIndexOrSlice();
        if (cursor.Current == '(')
            throw cursor.Fail("there are no scripts here; the last element is [-1]");
        throw cursor.Fail("expected a quoted name, an index, a slice, '*' or a filter '?'");
    }

    // [(@.length-1)], the only script that AWS documents: an element counted from the end.
    private Selector ReadFromEnd()
    {
        cursor.Expect('(');
        cursor.SkipSpace();
        if (!cursor.TryTake("@.length"))
            throw cursor.Fail("expected @.length-1, which counts from the end");
        cursor.TryTake("()");
        cursor.SkipSpace();
        cursor.Expect('-');
        cursor.SkipSpace();
        var distance = cursor.TakeInteger();
        cursor.SkipSpace();
        cursor.Expect(')');
        return new Selector(SelectorKind.Index) { Start = -distance, IsNowhere = distance < 1 };
    }

    private Selector ReadIndexOrSlice()
    {
        var start = TryReadBound();
        var isSlice = TryTakeColon();
        if (!isSlice)
            return new Selector(SelectorKind.Index) { Start = start, IsNowhere = IsAws && start < 0 };
        cursor.SkipSpace();
        var end = TryReadBound();
        if (!TryTakeColon())
            return new Selector(SelectorKind.Slice) { Start = start, End = end };
        cursor.SkipSpace();
        return new Selector(SelectorKind.Slice)
        {
            Start = start,
            End = end,
            Step = TryReadBound() ?? 1,
        };
    }

    private long? TryReadBound() => cursor.Current == '-' || char.IsAsciiDigit(cursor.Current) ? cursor.TakeInteger() : null;

    private bool TryTakeColon()
    {
        var start = cursor.Offset;
        cursor.SkipSpace();
        if (cursor.TryTake(":"))
            return true;
        cursor.Offset = start;
        return false;
    }
}
