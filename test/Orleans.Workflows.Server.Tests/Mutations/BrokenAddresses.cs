namespace Workflows.Server.Tests.Mutations;

/// <summary>Requests with a broken value in each place of an address, where the rest is right.</summary>
internal static class BrokenAddresses
{
    private static readonly string[] Lists =
    [
        "/workflows?pageSize=",
        "/workflows?pageToken=",
        "/workflows?",
        "/workflow-executions?pageSize=",
        "/workflow-executions?pageToken=",
        "/workflow-executions?workflow=",
        "/workflow-executions?version=",
        "/workflow-executions?status=",
        "/workflow-executions?startedAfter=",
        "/workflow-executions?startedBefore=",
        "/workflow-executions?tag=",
        "/workflow-executions?tag=k:",
        "/workflow-executions?parent=",
        "/dashboard/?",
    ];

    private static readonly string[] Places =
    [
        "/",
        "/workflows/",
        "/workflow-executions/",
        "/openapi/",
        "/docs/",
        "/dashboard/",
        "/health/",
    ];

    private static readonly string[] InExecutions = ["/steps", "/history", "/stream"];

    private static readonly string[] Posts =
    [
        "/callbacks/{0}/heartbeat",
        "/tasks/{0}/heartbeat",
        "/workflow-executions/{0}/redrive",
        "/workflow-executions/{0}/cancel",
        "/workflow-executions/{0}/events",
    ];

    /// <summary>The requests.</summary>
    /// <param name="workflow">The name of a workflow that exists.</param>
    /// <param name="id">The id of an execution that exists.</param>
    public static IEnumerable<Sent> Of(string workflow, string id)
    {
        const string Definition = """{"startAt":"a","states":{"a":{"type":"Success"}},"name":"addressed"}""";
        var start = $$"""{"workflow":"{{workflow}}"}""";
        string[] parameters =
        [
            .. Lists,
            .. Places,
            $"/workflows/{workflow}/versions/",
            $"/workflows/{workflow}/versions?pageToken=",
            $"/workflow-executions/{id}/steps/",
            $"/workflow-executions/{id}/steps?pageToken=",
            $"/workflow-executions/{id}/steps/greet?visit=",
            $"/workflow-executions/{id}/history?after=",
            $"/workflow-executions/{id}/history?limit=",
        ];
        foreach (var value in BrokenValues.InUrls)
        {
            foreach (var parameter in parameters)
                yield return new Sent(HttpMethod.Get, parameter + value);
            foreach (var place in InExecutions)
                yield return new Sent(HttpMethod.Get, $"/workflow-executions/{value}{place}");
            foreach (var place in Posts)
                yield return new Sent(HttpMethod.Post, place.Replace("{0}", value, StringComparison.Ordinal), "{}");
            yield return new Sent(HttpMethod.Get, $"/workflows/{value}/versions");
            yield return new Sent(HttpMethod.Delete, $"/workflows/{workflow}/versions/{value}");
            yield return new Sent(HttpMethod.Post, $"/workflows?version={value}", Definition);
            yield return new Sent(HttpMethod.Post, $"/workflows?name={value}", Definition);
            yield return new Sent(HttpMethod.Post, $"/workflow-executions?wait={value}", start);
            yield return new Sent(HttpMethod.Post, $"/task-queues/{value}/poll", """{"worker":"w"}""");
        }
    }
}
