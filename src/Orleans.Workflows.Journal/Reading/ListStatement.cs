using System.Data.Common;
using System.Text;

namespace Workflows.Journal.Reading;

/// <summary>
/// Puts the statement of a list together from the fixed parts of a dialect; what the caller gave becomes parameters only.
/// </summary>
/// <param name="parts">The parts of the dialect's <c>List.sql</c>.</param>
/// <param name="statuses">The statuses as the dialect takes a list.</param>
internal sealed class ListStatement(
    IReadOnlyDictionary<string, string> parts,
    Func<IReadOnlyList<Core.State.ExecutionStatus>, object> statuses
)
{
    /// <summary>Fills a command.</summary>
    public void Fill(DbCommand command, ExecutionQuery query)
    {
        var text = new StringBuilder();
        // A dialect whose tags stand in a table of their own begins there.
        if (query.Tags.Count > 0 && parts.TryGetValue("selectByTag", out var selectByTag))
        {
            text.Append(selectByTag);
            Parameter("tagName", query.Tags[0].Key);
            Parameter("tagValue", query.Tags[0].Value);
        }
        else
        {
            text.Append(parts["select"]);
        }
        AddIf(query.Workflow is not null, "workflow", () => query.Workflow!);
        AddIf(query.Version is not null, "version", () => query.Version!);
        AddIf(query.Statuses.Count == 1, "status", () => (int)query.Statuses[0]);
        AddIf(query.Statuses.Count > 1, "statuses", () => statuses(query.Statuses));
        // Said in so many words, since an index of the few that did not succeed is only used for a statement that cannot mean others.
        if (query.Statuses.Count > 0 && !query.Statuses.Contains(Core.State.ExecutionStatus.Succeeded))
            text.Append(parts["unsuccessful"]);
        AddIf(query.StartedAfter is not null, "startedAfter", () => MillisecondsFrom(query.StartedAfter!.Value));
        AddIf(query.StartedBefore is not null, "startedBefore", () => MillisecondsFrom(query.StartedBefore!.Value));
        AddIf(query.Tags.Count > 0, "tags", () => SummaryColumns.WriteTags(query.Tags)!);
        AddIf(query.Parent is not null, "parent", () => query.Parent!);
        if (query.After is { } after)
        {
            text.Append(parts["after"]);
            Parameter("afterStartedAt", after.StartedAt.ToUnixTimeMilliseconds());
            Parameter("afterId", after.Id);
        }
        text.Append(parts["order"]);
        Parameter("limit", query.Limit);
        command.CommandText = text.ToString();

        void AddIf(bool wanted, string part, Func<object> value)
        {
            if (!wanted)
                return;
            text.Append(parts[part]);
            Parameter(part, value());
        }

        void Parameter(string name, object value)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
    }

    /// <summary>The first whole millisecond that is not before the time: stored times are whole milliseconds.</summary>
    private static long MillisecondsFrom(DateTimeOffset time)
    {
        var whole = time.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(whole) < time ? whole + 1 : whole;
    }
}
