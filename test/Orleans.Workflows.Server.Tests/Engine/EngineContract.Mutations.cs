using Workflows.Server.Tests.Mutations;
using Workflows.Testing.Mutations;
using Workflows.Testing.Postgres;

namespace Workflows.Server.Tests.Engine;

/// <summary>No request, however broken, is answered with 5xx, or not at all. What is sent is drawn from requests that are right.</summary>
public abstract partial class EngineContract
{
    // What a body, a query or a header may hide; with more of them the tests would take minutes.
    private static readonly string[] FewMarks = ["\"", "{", "]", ":", ",", "\\", "\\ud800", "9", "e99", "\0", "٣"];

    [ContractFact]
    public async Task No_mutated_body_is_answered_with_a_server_error()
    {
        var server = await GetServerAsync();
        var workflow = await RegisterGreetingAsync(server);
        var waiting = (await server.PostAsync("/workflow-executions", $$"""{"workflow":"{{await RegisterWaitingAsync(server)}}"}"""))["id"];
        var token = await TokenAsync(server);
        const string Yaml = "{name: m, startAt: a, states: {a: {type: Wait, until: \"2030-01-01T00:00:00Z\", end: true}}}";
        const string Asl = """{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":"$.x[0]"},"End":true}}}""";

        await MutatedRequests.AssertAnsweredAsync(
            server,
            [
                .. Bodies("/workflows", "application/yaml", Yaml),
                .. Bodies("/workflows?name=m2&version=1", "application/json", Asl),
                .. Bodies("/workflows/validate", "application/yaml", "a: &x [1, 'b', \"\\u0041\"]\n? c\n: *x\n"),
                .. Bodies(
                    "/workflows/test-state",
                    "application/json",
                    $$$"""{"definition":{{{Asl}}},"input":{"x":[1.5]},"variables":{"v":1}}"""
                ),
                .. Bodies(
                    "/workflow-executions",
                    "application/json",
                    $$$"""{"workflow":"{{{workflow}}}","version":"1","input":{"a":[1e2,"é"]},"tags":{"k":"v"},"timeout":"PT1M"}"""
                ),
                .. Bodies(
                    $"/workflow-executions/{waiting}/events",
                    "application/json",
                    """{"name":"e","payload":{"a":1.0},"correlation":[2]}"""
                ),
                .. Bodies("/workflow-executions/none/cancel", "application/json", """{"reason":"why","compensate":true}""", HttpMethod.Put),
                .. Bodies("/task-queues/q/poll", "application/json", """{"worker":"w","max":1}"""),
                .. Bodies($"/callbacks/{token}", "application/json", """{"error":"E","cause":"c"}"""),
                .. Bodies($"/tasks/{token}x/complete", "application/json", """{"output":{"a":1}}"""),
                .. Bodies($"/tasks/{token}x/fail", "application/json", """{"error":"E","cause":"c"}"""),
            ]
        );
    }

    [ContractFact]
    public async Task No_mutated_address_is_answered_with_a_server_error()
    {
        var server = await GetServerAsync();
        var workflow = await RegisterGreetingAsync(server);
        var id = (await StartAsync(server, workflow))["id"]!;

        await MutatedRequests.AssertAnsweredAsync(server, [.. BrokenAddresses.Of(workflow, id)]);
    }

    [ContractFact]
    public async Task No_mutated_header_is_answered_with_a_server_error()
    {
        var server = await GetServerAsync();
        var workflow = await RegisterGreetingAsync(server);
        var id = (await StartAsync(server, workflow))["id"];
        var bodies = new (string Line, string Body)[]
        {
            ("POST /workflow-executions", $$"""{"workflow":"{{workflow}}"}"""),
            ("POST /workflows/validate", "a: 1"),
            ($"GET /workflow-executions/{id}/stream", ""),
            ($"GET /workflows/{workflow}", ""),
        };

        await MutatedRequests.AssertAnsweredRawAsync(
            server,
            [
                .. from request in bodies
                from name in BrokenValues.HeaderNames
                from value in BrokenValues.HeaderValues
                select Raw(request.Line, request.Body, name, value),
            ]
        );
    }

    [ContractFact]
    public async Task No_mutated_bytes_of_HTTP_are_answered_with_a_server_error()
    {
        var server = await GetServerAsync();
        var workflow = await RegisterGreetingAsync(server);
        var body = $$"""{"workflow":"{{workflow}}"}""";
        var whole =
            $"POST /workflow-executions?wait=0 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        var inChunks =
            $"POST /workflow-executions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n{body}\r\n0\r\n\r\n";
        string[] marks = ["\0", "\r", "\n", " ", ":", "%", "/", "9", "ffffffffffffffff", "\u00ff"];

        await MutatedRequests.AssertAnsweredRawAsync(
            server,
            [
                .. Mutation.OfEveryPlace(whole, marks),
                .. Mutation.OfEveryPlace(inChunks, marks),
                .. Mutation.Drawn(whole, 300),
                .. Mutation.Drawn(inChunks, 300, salt: 1),
            ]
        );
    }

    private static IEnumerable<Sent> Bodies(string path, string contentType, string body, HttpMethod? method = null) =>
        Mutation
            .OfEveryPlace(body, FewMarks)
            .Concat(Mutation.Drawn(body, 100, salt: path.Length))
            .Select(text => new Sent(method ?? HttpMethod.Post, path, text, contentType));

    private static string Raw(string line, string body, string name, string value)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Host"] = "localhost" };
        if (body.Length > 0)
            (headers["Content-Type"], headers["Content-Length"]) = ("application/json", $"{body.Length}");
        headers[name] = value;
        return $"{line} HTTP/1.1\r\n{string.Concat(headers.Select(header => $"{header.Key}: {header.Value}\r\n"))}\r\n{body}";
    }

    private static async Task<string> TokenAsync(ServerUnderTest server)
    {
        var name = NewName();
        await RegisterAsync(server, $"name: {name}\nstartAt: a\nstates:\n  a: {{ type: Task, resource: \"worker:{name}\", end: true }}\n");
        await server.PostAsync("/workflow-executions", $$"""{"workflow":"{{name}}"}""");
        var poll = await server.PostAsync($"/task-queues/{name}/poll", """{"worker":"w","wait":20}""");
        return poll.Json.GetProperty("items")[0].GetProperty("token").GetString()!;
    }
}
