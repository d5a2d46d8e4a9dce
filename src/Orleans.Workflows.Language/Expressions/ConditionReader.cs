using Workflows.Language.Documents;
using Workflows.Language.Model;
using Workflows.Language.Paths;
using Workflows.Language.Reading;

namespace Workflows.Language.Expressions;

/// <summary>What reading a condition gave.</summary>
/// <param name="Condition">The condition; null when there is a problem.</param>
/// <param name="Problems">All problems.</param>
public sealed record ConditionResult(Condition? Condition, IReadOnlyList<Problem> Problems);

/// <summary>
/// Compiles conditions: a variable with one comparison, or <c>and</c>, <c>or</c>, <c>not</c> of conditions. ASL: "Choice State".
/// </summary>
public static class ConditionReader
{
    private const string NativeExample = "{variable: $.total, numericGreaterThan: 100}";

    private const string AslExample = "{\"Variable\": \"$.total\", \"NumericGreaterThan\": 100}";

    /// <summary>Compiles a condition that stands anywhere in a document, for example the <c>when</c> of a mock.</summary>
    /// <param name="node">The condition.</param>
    /// <param name="spelling">Native conditions forgive what is missing; ASL's fail with <c>States.Runtime</c>.</param>
    public static ConditionResult Read(DocumentNode node, Spelling spelling)
    {
        var problems = new ProblemList();
        var condition = ReadNode(node, new ReadingContext(spelling, problems));
        return new ConditionResult(problems.HasErrors ? null : condition, problems.InOrder());
    }

    /// <summary>Compiles a value that must be a condition and nothing else.</summary>
    internal static Condition? ReadNode(DocumentNode node, ReadingContext context)
    {
        if (node is not ObjectNode members)
        {
            context.Report(
                ProblemCodes.WrongType,
                $"A condition must be an object such as {(context.IsNative ? NativeExample : AslExample)}, not {FieldValues.Described(node)}.",
                node
            );
            return null;
        }
        var fields = new Fields(members, context);
        var condition = ReadFields(fields);
        if (!context.IsNative)
            fields.Take(Keys.Description);
        fields.Close("A condition");
        return condition;
    }

    /// <summary>Whether an object has keys that only a native condition has.</summary>
    internal static bool Begins(ObjectNode node) =>
        new[] { Keys.Variable, Keys.And, Keys.Or, Keys.Not }.Any(key => node.Find(key.Native!) is not null);

    /// <summary>Compiles the keys of a condition among others: in ASL a choice is its own condition.</summary>
    internal static Condition? ReadFields(Fields fields)
    {
        List<Condition?> found = [];
        var variable = fields.Path(fields.Take(Keys.Variable));
        ReadCombinations(fields, found);
        ReadComparisons(fields, variable, found);
        ReadTests(fields, variable, found);
        if (found is [var only])
            return only;
        var complaint =
            found.Count == 0
                ? "compares nothing; add one comparison, for example"
                : "has several comparisons; keep one, or list them in 'and'. One comparison is";
        var example = fields.Context.IsNative ? NativeExample : AslExample;
        fields.Context.Report(ProblemCodes.InvalidCondition, $"The condition {complaint} {example}.", fields.Node);
        return null;
    }

    private static void ReadCombinations(Fields fields, List<Condition?> found)
    {
        if (fields.Take(Keys.And) is { } and)
            found.Add(Parts(fields, and) is { } all ? new AndCondition(all) : null);
        if (fields.Take(Keys.Or) is { } or)
            found.Add(Parts(fields, or) is { } any ? new OrCondition(any) : null);
        if (fields.Take(Keys.Not) is { } not)
            found.Add(ReadNode(not.Value, fields.Context) is { } inner ? new NotCondition(inner) : null);
        if (found.Count > 0 && fields.Node.Find(fields.Context.Spelled(Keys.Variable)) is { } variable)
            fields.Context.Problems.Add(
                ProblemCodes.InvalidCondition,
                $"'{variable.Name}' belongs inside the conditions that are combined.",
                variable.Position
            );
    }

    private static List<Condition>? Parts(Fields fields, DocumentMember member)
    {
        if (fields.NonEmptyList(member) is not { } list)
            return null;
        List<Condition> parts = [.. list.Items.Select(item => ReadNode(item, fields.Context)).OfType<Condition>()];
        return parts.Count == list.Items.Count ? parts : null;
    }

    private static void ReadComparisons(Fields fields, JsonPath? variable, List<Condition?> found)
    {
        var isForgiving = fields.Context.IsNative;
        foreach (var (key, comparison) in ConditionOperators.Literal)
        {
            if (fields.Take(key) is not { } member)
                continue;
            var literal = member.Value.ToJson().Root;
            var fits = comparison.Takes(literal);
            if (!fits)
                fields.Wrong<string>(member, comparison.Wanted + FieldValues.Unquoted(member.Value));
            found.Add(
                HasVariable(fields, variable, member) && fits ? new LiteralComparison(variable!, comparison, literal, isForgiving) : null
            );
        }
        foreach (var (key, comparison) in ConditionOperators.Path)
        {
            if (fields.Take(key) is not { } member)
                continue;
            var other = fields.Path(member);
            found.Add(
                HasVariable(fields, variable, member) && other is not null
                    ? new PathComparison(variable!, comparison, other, isForgiving)
                    : null
            );
        }
    }

    private static void ReadTests(Fields fields, JsonPath? variable, List<Condition?> found)
    {
        if (fields.Take(Keys.IsPresent) is { } presence)
        {
            var expected = fields.Flag(presence);
            found.Add(HasVariable(fields, variable, presence) && expected is { } flag ? new PresenceCondition(variable!, flag) : null);
        }
        foreach (var (key, test) in ConditionOperators.Tests)
        {
            if (fields.Take(key) is not { } member)
                continue;
            var expected = fields.Flag(member);
            found.Add(
                HasVariable(fields, variable, member) && expected is { } flag
                    ? new TypeCondition(variable!, test, flag, fields.Context.IsNative)
                    : null
            );
        }
    }

    private static bool HasVariable(Fields fields, JsonPath? variable, DocumentMember comparison)
    {
        var name = fields.Context.Spelled(Keys.Variable);
        if (variable is null && fields.Node.Find(name) is null)
            fields.Context.Problems.Add(
                ProblemCodes.MissingKey,
                $"'{comparison.Name}' needs '{name}': the path of what is compared.",
                comparison.Position
            );
        return variable is not null;
    }
}
