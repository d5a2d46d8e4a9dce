using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>
/// What the language has and this version of the engine cannot execute. The only place that knows; what becomes executable leaves it.
/// </summary>
internal static class NotYetExecutable
{
    private static readonly Key[] KeysOfStates = [Keys.Compensate, Keys.Heartbeat, Keys.HeartbeatPath, Keys.Assign];

    /// <summary>Reports every use of it.</summary>
    public static void Report(ObjectNode root, ReadingContext context, IEnumerable<ReadState> states)
    {
        if (context.IsJsonata && root.Find(context.Spelled(Keys.QueryLanguage)) is { } language)
            Add(context, language, "JSONata expressions");
        if (root.Find(Keys.InputSchema.In(context.Spelling) ?? "") is { } schema)
            Add(context, schema, "an input schema");
        foreach (var state in states)
        {
            if (state.Member.Value is ObjectNode node)
                ReportState(state, node);
        }
    }

    private static void ReportState(ReadState state, ObjectNode node)
    {
        var context = state.Context;
        if (state.Kind is StateKind.Parallel or StateKind.Map or StateKind.Event)
            Add(context, state.Member, $"{state.Kind} states");
        if (context.IsJsonata && node.Find(context.Spelled(Keys.QueryLanguage)) is { } language)
            Add(context, language, "JSONata expressions");
        foreach (var key in KeysOfStates)
            ReportKey(context, node, key);
        foreach (var list in (Key[])[Keys.Choices, Keys.Catch])
        {
            if (node.Find(context.Spelled(list))?.Value is ArrayNode entries)
                entries.Items.OfType<ObjectNode>().ToList().ForEach(entry => ReportKey(context, entry, Keys.Assign));
        }
        if (state.Definition is TaskState { Target.Kind: not (TaskResourceKind.Handler or TaskResourceKind.OtherArn) } task)
            Add(context, node.Find(context.Spelled(Keys.Resource))!, $"resources like '{Fields.Shorten(task.Resource)}'");
    }

    private static void ReportKey(ReadingContext context, ObjectNode node, Key key)
    {
        if (key.In(context.Spelling) is { } name && node.Find(name) is { } member)
            Add(context, member, $"'{name}'");
    }

    private static void Add(ReadingContext context, DocumentMember member, string what) =>
        context.Problems.Add(ProblemCodes.NotSupportedYet, $"This version cannot execute {what} yet.", member.Position);
}
