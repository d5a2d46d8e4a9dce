using Workflows.Language.Reading;

namespace Workflows.Language.Expressions;

/// <summary>The operators of conditions by their keys. ASL: "Choice State"; the untyped ones are native only.</summary>
internal static class ConditionOperators
{
    /// <summary>Comparisons with a literal.</summary>
    public static readonly IReadOnlyList<(Key Key, Comparison Comparison)> Literal = [.. Typed(""), .. Untyped()];

    /// <summary>Comparisons with another variable.</summary>
    public static readonly IReadOnlyList<(Key Key, Comparison Comparison)> Path = [.. Typed("Path")];

    /// <summary>Tests of the type.</summary>
    public static readonly IReadOnlyList<(Key Key, ValueTest Test)> Tests =
    [
        .. Enum.GetValues<ValueTest>().Where(test => test != ValueTest.None).Select(test => (Key.Of(LowerFirst(test.ToString())), test)),
    ];

    private static IEnumerable<(Key, Comparison)> Typed(string suffix)
    {
        Relation[] orders = [Relation.Equals, Relation.GreaterThan, Relation.GreaterThanEquals, Relation.LessThan, Relation.LessThanEquals];
        foreach (var type in (ComparedType[])[ComparedType.Numeric, ComparedType.String, ComparedType.Timestamp])
        {
            foreach (var order in orders)
                yield return (Key.Of(LowerFirst($"{type}{order}{suffix}")), new Comparison(type, order));
        }
        yield return (Key.Of($"booleanEquals{suffix}"), new Comparison(ComparedType.Boolean, Relation.Equals));
        if (suffix.Length == 0)
            yield return (Key.Of("stringMatches"), new Comparison(ComparedType.String, Relation.Matches));
    }

    private static IEnumerable<(Key, Comparison)> Untyped() =>
        [
            (new Key("equals", null), new Comparison(ComparedType.Any, Relation.Equals)),
            (new Key("notEquals", null), new Comparison(ComparedType.Any, Relation.NotEquals)),
            (new Key("greaterThan", null), new Comparison(ComparedType.Any, Relation.GreaterThan)),
            (new Key("greaterThanOrEqual", null), new Comparison(ComparedType.Any, Relation.GreaterThanEquals)),
            (new Key("lessThan", null), new Comparison(ComparedType.Any, Relation.LessThan)),
            (new Key("lessThanOrEqual", null), new Comparison(ComparedType.Any, Relation.LessThanEquals)),
            (new Key("in", null), new Comparison(ComparedType.Any, Relation.In)),
        ];

    private static string LowerFirst(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
