using Workflows.Language.Documents;
using Workflows.Language.Expressions;
using Workflows.Language.Model;
using Workflows.Language.Paths;

namespace Workflows.Language.Reading;

/// <summary>Turns members into templates, places and values that are computed later.</summary>
internal static class FieldExpressions
{
    /// <summary>A payload template; null when it is missing.</summary>
    /// <param name="scope">What its expressions see; null for what all of the object's do.</param>
    public static Template? Template(this Fields fields, DocumentMember? member, ReadingContext? scope = null) =>
        member is null ? null : TemplateReader.Read(member.Value, scope ?? fields.Context);

    /// <summary>A payload template that must be an object.</summary>
    public static Template? TemplateObject(this Fields fields, DocumentMember? member) =>
        fields.Object(member) is null ? null : fields.Template(member);

    /// <summary>The variables that are set: an object of names and values. ASL: "Assign".</summary>
    /// <param name="scope">What its expressions see; null for what all of the object's do.</param>
    public static Template? Assign(this Fields fields, ReadingContext? scope = null)
    {
        var member = fields.Take(Keys.Assign);
        if (fields.Object(member) is not { } node)
            return null;
        foreach (var variable in node.Members)
        {
            var isComputed = !fields.Context.IsJsonata && variable.Name.EndsWith(".$", StringComparison.Ordinal);
            var name = isComputed ? variable.Name[..^2] : variable.Name;
            if (!VariableNames.IsValid(name))
                fields.Context.Problems.Add(
                    ProblemCodes.InvalidName,
                    $"'{Fields.Shorten(name)}' cannot be a variable: names have 1 to {VariableNames.Longest} letters, digits and '_', "
                        + $"do not begin with a digit, and '{VariableNames.Reserved}' is reserved.",
                    variable.Position
                );
        }
        return fields.Template(member, scope);
    }

    /// <summary>Where a result goes; null when it is missing.</summary>
    public static ResultPlacement? Placement(this Fields fields, DocumentMember? member)
    {
        if (member is null)
            return null;
        if (member.Value.Kind == NodeKind.Null)
            return ResultPlacement.Discard;
        if (fields.Text(member) is not { } text)
            return null;
        if (!ReferencePath.TryParse(text, out var path, out var error, fields.Context.Dialect))
        {
            fields.Context.Report(ProblemCodes.InvalidPath, $"'{Fields.Shorten(text)}' is no place for a result: {error}.", member.Value);
            return null;
        }
        return path.IsRoot ? ResultPlacement.Replace : ResultPlacement.At(path);
    }

    /// <summary>A duration under one key, or a path to a number of seconds under another.</summary>
    public static DurationSource? DurationSource(this Fields fields, Key literalKey, Key pathKey)
    {
        var (literal, path) = (fields.Take(literalKey), fields.Take(pathKey));
        fields.Exclude(literal, path);
        if (literal is null)
            return fields.Path(path) is { } parsed
                ? new DurationSource(null, parsed) { IsWhole = !fields.Context.IsNative, TakesText = !fields.Context.IsNative }
                : null;
        return fields.Seconds(literal, mayBeZero: false);
    }

    /// <summary>A timestamp, or under JSONata an expression that gives one.</summary>
    public static TimestampSource? Timestamp(this Fields fields, DocumentMember literal)
    {
        if (fields.IsJsonata(literal))
            return fields.Jsonata(literal) is { } computed ? new TimestampSource(null, computed) : null;
        if (fields.Text(literal) is not { } text)
            return null;
        if (Timestamps.TryParse(text, out var moment))
            return new TimestampSource(moment, null);
        fields.Context.Report(
            ProblemCodes.InvalidTimestamp,
            $"'{literal.Name}' must be an RFC 3339 timestamp with an offset, like 2026-01-31T12:00:00Z.",
            literal.Value
        );
        return null;
    }

    /// <summary>A duration, or under JSONata an expression that gives seconds.</summary>
    public static DurationSource? Seconds(this Fields fields, DocumentMember literal, bool mayBeZero)
    {
        if (fields.IsJsonata(literal))
            return fields.Jsonata(literal) is { } computed ? new DurationSource(null, computed) : null;
        return fields.Duration(literal, mayBeZero) is { } duration ? new DurationSource(duration, null) : null;
    }

    /// <summary>A number under one key, or a path to a number under another; null when both are missing.</summary>
    public static NumberSource? NumberSource(this Fields fields, Key literalKey, Key pathKey, double most, bool isWhole)
    {
        var (literal, path) = (fields.Take(literalKey), fields.Take(pathKey));
        fields.Exclude(literal, path);
        if (literal is null)
            return fields.PathIntoData(path) is { } parsed ? Computed(parsed) with { TakesText = !fields.Context.IsNative } : null;
        if (fields.IsJsonata(literal))
            return fields.Jsonata(literal) is { } computed ? Computed(computed) : null;
        return fields.Number(literal, 0, most, isWhole) is { } number ? new NumberSource(number, null) : null;

        NumberSource Computed(DataPath path) => new(null, path) { Most = most, IsWhole = isWhole };
    }

    /// <summary>A text under one key, or a path or function that gives a text under another.</summary>
    public static TextSource? TextSource(this Fields fields, Key literalKey, Key pathKey)
    {
        var (literal, path) = (fields.Take(literalKey), fields.Take(pathKey));
        fields.Exclude(literal, path);
        if (literal is not null && fields.IsJsonata(literal))
            return new TextSource(null, fields.Template(literal));
        if (fields.Text(literal) is { } text)
        {
            JsonataReader.CheckLiteral((ScalarNode)literal!.Value, fields.Context);
            return new TextSource(text, null);
        }
        if (fields.Text(path) is not { } expression)
            return null;
        return TemplateReader.ReadTextExpression(path!.Value, expression, fields.Context) is { } computed
            ? new TextSource(null, computed)
            : null;
    }
}
