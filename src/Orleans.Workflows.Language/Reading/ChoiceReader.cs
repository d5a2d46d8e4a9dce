using Workflows.Language.Documents;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads what only a Choice state has.</summary>
internal static class ChoiceReader
{
    /// <summary>The state; null when it has no choices.</summary>
    public static ChoiceState? Read(Fields fields, ReadState state, string owner)
    {
        var defaultMember = fields.Take(Keys.Default);
        var fallback = fields.NonEmptyText(defaultMember);
        state.LeadsTo(fallback, defaultMember);
        if (fields.NonEmptyList(fields.Require(Keys.Choices, owner)) is not { } list)
            return null;
        List<ChoiceRule> rules = [.. list.Items.Select(item => ReadRule(item, state)).OfType<ChoiceRule>()];
        return new ChoiceState
        {
            Name = state.Name,
            Position = state.Member.Position,
            Choices = rules,
            Default = fallback,
        };
    }

    private static ChoiceRule? ReadRule(DocumentNode node, ReadState state)
    {
        if (node is not ObjectNode members)
        {
            state.Context.Report(ProblemCodes.WrongType, $"A choice must be an object, not {FieldValues.Described(node)}.", node);
            return null;
        }
        var fields = new Fields(members, state.Context);
        var nextMember = fields.Require(Keys.Next, "A choice");
        var next = fields.NonEmptyText(nextMember);
        state.LeadsTo(next, nextMember);
        var assign = fields.Assign();
        var output = state.Context.IsNative || state.Context.IsJsonata ? fields.Template(fields.Take(Keys.Output)) : null;
        var condition = ReadCondition(fields);
        fields.Close("A choice");
        return condition is null || next is null ? null : new ChoiceRule(condition, next, output, assign);
    }

    private static Condition? ReadCondition(Fields fields)
    {
        if (!fields.Context.IsNative)
            fields.Take(Keys.Description);
        if (fields.Context.IsJsonata)
            return fields.Require(Keys.Condition, "A choice") is { } expression ? ReadJsonata(fields, expression) : null;
        if (!fields.Context.IsNative)
            return ConditionReader.ReadFields(fields);
        if (fields.Node.Find("condition") is null && ConditionReader.Begins(fields.Node))
        {
            fields.Context.Report(
                ProblemCodes.MissingKey,
                "A choice needs 'condition': put the variable and its comparison under it, as in condition: {variable: $.total, greaterThan: 100}.",
                fields.Node
            );
            fields.Take(Keys.Condition);
            return ConditionReader.ReadFields(fields);
        }
        return fields.Require(Keys.Condition, "A choice") is { } member ? ConditionReader.ReadNode(member.Value, fields.Context) : null;
    }

    private static Condition? ReadJsonata(Fields fields, DocumentMember member)
    {
        if (member.Value is ScalarNode { Kind: NodeKind.Boolean } literal)
            return new FixedCondition(literal.Json == "true");
        if (!fields.IsJsonata(member))
            return fields.Wrong<Condition>(member, "true, false or an expression {% … %} that gives one of them");
        return JsonataReader.Read((ScalarNode)member.Value, fields.Context) is { } query ? new JsonataCondition(query) : null;
    }
}
