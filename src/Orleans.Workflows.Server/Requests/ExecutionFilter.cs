using System.Globalization;
using Workflows.Core.State;
using Workflows.Journal.Reading;
using Workflows.Language.Data;
using Workflows.Language.Documents;

namespace Workflows.Server.Requests;

/// <summary>The filters of the list of executions.</summary>
public static class ExecutionFilter
{
    private static readonly ExecutionStatus[] Statuses =
    [
        .. Enum.GetValues<ExecutionStatus>().Where(status => status != ExecutionStatus.None),
    ];

    private static readonly long LastMoment = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>What the list knows.</summary>
    public static readonly QueryParameter[] Parameters =
    [
        new("workflow", QueryParameterType.Text, "Only executions of this workflow."),
        new("version", QueryParameterType.Text, "Only executions of this version."),
        new(
            "status",
            QueryParameterType.Text,
            $"Only executions with this status ({string.Join(", ", Statuses)}); repeated: one of them.",
            MayRepeat: true
        ),
        new("startedAfter", QueryParameterType.Timestamp, "Only executions started then or later."),
        new("startedBefore", QueryParameterType.Timestamp, "Only executions started earlier than that."),
        new("tag", QueryParameterType.Text, "Only executions with this tag, as `key:value`; repeated: all of them.", MayRepeat: true),
        new("parent", QueryParameterType.Text, "Only children of this execution."),
        .. Paging.Parameters,
    ];

    /// <summary>Reads filters and paging; mistakes go to <paramref name="query"/>.</summary>
    public static (ExecutionQuery Query, Paging Paging) Read(RequestQuery query)
    {
        var filter = new ExecutionQuery
        {
            Workflow = query.PlainText("workflow"),
            Version = query.PlainText("version"),
            Statuses = StatusesOf(query),
            StartedAfter = query.Moment("startedAfter"),
            StartedBefore = query.Moment("startedBefore"),
            Tags = TagsOf(query),
            Parent = query.PlainText("parent"),
        };
        var paging = Paging.Read(query, ScopeOf(filter), text => MomentOf(text) is not null, RequestRules.CanBeExecutionId);
        return (filter with { After = CursorOf(paging), Limit = paging.Limit }, paging);
    }

    /// <summary>The fields that name a row of the list.</summary>
    public static string[] FieldsOf(ExecutionSummary summary) =>
        [summary.StartedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), summary.Id];

    private static ExecutionCursor? CursorOf(Paging paging) =>
        paging.After is [var startedAt, var id] ? new ExecutionCursor(MomentOf(startedAt)!.Value, id) : null;

    private static DateTimeOffset? MomentOf(string milliseconds) =>
        Digits.TryParse(milliseconds, out long number) && number <= LastMoment ? DateTimeOffset.FromUnixTimeMilliseconds(number) : null;

    private static string ScopeOf(ExecutionQuery filter) =>
        string.Join(
            '\n',
            [
                "executions",
                filter.Workflow,
                filter.Version,
                filter.Parent,
                $"{filter.StartedAfter?.ToUnixTimeMilliseconds()}-{filter.StartedBefore?.ToUnixTimeMilliseconds()}",
                string.Join(',', filter.Statuses),
                .. filter.Tags.Select(tag => $"{tag.Key}:{tag.Value}"),
            ]
        );

    private static List<ExecutionStatus> StatusesOf(RequestQuery query)
    {
        var statuses = new List<ExecutionStatus>();
        foreach (var text in query.Texts("status"))
        {
            var index = Array.FindIndex(Statuses, status => status.ToString() == text);
            if (index >= 0)
                statuses.Add(Statuses[index]);
            else
                query.Add("status", ProblemCodes.InvalidValue, $"A status is one of {string.Join(", ", Statuses)}.");
        }
        return statuses;
    }

    private static List<KeyValuePair<string, string>> TagsOf(RequestQuery query)
    {
        var tags = new List<KeyValuePair<string, string>>();
        foreach (var text in query.Texts("tag"))
        {
            var colon = text.IndexOf(':');
            if (colon < 1 || !RequestRules.IsTagKey(text[..colon]) || !RequestRules.IsPlainText(text))
                query.Add("tag", ProblemCodes.InvalidValue, "A tag is given as key:value.");
            else
                tags.Add(new(text[..colon], text[(colon + 1)..]));
        }
        if (tags.Count > RequestRules.MaxTags)
            query.Add("tag", ProblemCodes.InvalidValue, $"At most {RequestRules.MaxTags} tags can be asked for.");
        return tags;
    }
}
