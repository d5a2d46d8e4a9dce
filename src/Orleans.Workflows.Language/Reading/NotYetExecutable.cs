using Workflows.Language.Documents;

namespace Workflows.Language.Reading;

/// <summary>
/// What the language has and this version of the engine cannot execute. The only place that knows; what becomes executable leaves it.
/// </summary>
internal static class NotYetExecutable
{
    /// <summary>Reports every use of it.</summary>
    public static void Report(ObjectNode root, ReadingContext context, IEnumerable<ReadState> states)
    {
        if (context.IsJsonata && root.Find(context.Spelled(Keys.QueryLanguage)) is { } language)
            Add(context, language, "JSONata expressions");
        foreach (var state in states)
        {
            if (state.Member.Value is ObjectNode node)
                ReportState(state, node);
        }
    }

    private static void ReportState(ReadState state, ObjectNode node)
    {
        var context = state.Context;
        if (context.IsJsonata && node.Find(context.Spelled(Keys.QueryLanguage)) is { } language)
            Add(context, language, "JSONata expressions");
    }

    private static void Add(ReadingContext context, DocumentMember member, string what) =>
        context.Problems.Add(ProblemCodes.NotSupportedYet, $"This version cannot execute {what} yet.", member.Position);
}
