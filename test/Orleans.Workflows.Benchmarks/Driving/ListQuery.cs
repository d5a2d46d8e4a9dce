using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Workflows.Journal.Reading;
using Workflows.Server.Requests;

namespace Workflows.Benchmarks.Driving;

/// <summary>The filters of the list as a request names them.</summary>
internal static class ListQuery
{
    /// <summary>The query of a URL, with its question mark; empty where nothing is asked for.</summary>
    public static string Of(ExecutionQuery query)
    {
        var text = new QueryBuilder();
        Add("workflow", query.Workflow);
        Add("version", query.Version);
        foreach (var status in query.Statuses)
            Add("status", status.ToString());
        Add("startedAfter", query.StartedAfter?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        Add("startedBefore", query.StartedBefore?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        foreach (var tag in query.Tags)
            Add("tag", $"{tag.Key}:{tag.Value}");
        Add("parent", query.Parent);
        if (query.After is { } after)
            Add("pageToken", TokenOf(after, text.ToString()));
        return text.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
                text.Add(name, value);
        }
    }

    /// <summary>The token that the page before would have named: nobody turns thousands of pages to measure a late one.</summary>
    private static string TokenOf(ExecutionCursor after, string filters)
    {
        var (_, paging) = ExecutionFilter.Read(new RequestQuery(new QueryCollection(QueryHelpers.ParseQuery(filters))));
        return PageToken.Write([after.StartedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), after.Id], paging.Scope);
    }
}
