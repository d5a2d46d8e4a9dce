using Workflows.Server.Problems;
using Workflows.Testing;
using Workflows.Testing.Postgres;
using Workflows.Testing.Repository;

namespace Workflows.Server.Tests.Engine;

/// <summary>What users see of the whole server, on each database.</summary>
public abstract partial class EngineContract
{
    private static int names;

    /// <summary>The server with its database.</summary>
    protected abstract Task<ServerUnderTest> GetServerAsync();

    [ContractFact]
    public async Task The_order_example_runs_on_each_of_its_paths()
    {
        var server = await GetServerAsync();
        var registered = await RegisterAsync(server, WorkingTree.Read("examples/order_processing_workflow.yaml"));
        Assert.Contains(registered.Status, (int[])[200, 201]);

        await AssertPathAsync(
            "success",
            "Succeeded",
            "validate_order check_inventory inventory_decision reserve_inventory process_payment fulfill_order order_success"
        );
        await AssertPathAsync("sold-out", "Failed", "validate_order check_inventory inventory_decision notify_backorder order_failed");
        await AssertPathAsync("invalid", "Failed", "validate_order order_failed");

        async Task AssertPathAsync(string order, string status, string path)
        {
            var execution = await server.PostAsync(
                "/workflow-executions?wait=30",
                $$$"""{"workflow":"order_processing_workflow","input":{"order":"{{{order}}}"}}"""
            );
            Assert.Equal((200, status), (execution.Status, execution["status"]));
            if (status == "Failed")
                Assert.Equal(("OrderProcessingFailed", "Order could not be completed"), (execution["error"], execution["cause"]));
            var steps = await server.GetAsync($"/workflow-executions/{execution["id"]}/steps");
            Assert.Equal(path, string.Join(' ', Items(steps, "state")));
        }
    }

    [ContractFact]
    public async Task A_history_counts_from_1_without_gaps_and_its_pages_join()
    {
        var server = await GetServerAsync();
        var id = (await StartAsync(server, await RegisterGreetingAsync(server)))["id"];

        var whole = Items(await server.GetAsync($"/workflow-executions/{id}/history"), "sequence");
        var first = Items(await server.GetAsync($"/workflow-executions/{id}/history?limit=2"), "sequence");
        var rest = Items(await server.GetAsync($"/workflow-executions/{id}/history?after=2"), "sequence");

        Assert.Equal(Enumerable.Range(1, whole.Count).Select(n => $"{n}"), whole);
        Assert.Equal(whole, [.. first, .. rest]);
    }

    [ContractFact]
    public async Task The_same_document_in_YAML_and_JSON_is_the_same_content()
    {
        var server = await GetServerAsync();
        var name = NewName();
        var yaml = $"name: {name} # a comment\nversion: 1.0\nstartAt: done\nstates:\n  done: {{ type: Success }}\n";
        var created = await RegisterAsync(server, yaml);

        var same = await RegisterAsync(
            server,
            $$$"""{"version":1.0,"states":{"done":{"type":"Success"}},"startAt":"done","name":"{{{name}}}"}""",
            "application/json"
        );
        var other = await RegisterAsync(server, yaml + "description: other\n");
        var given = await server.GetAsync($"/workflows/{name}", ("Accept", "application/yaml"));

        Assert.Equal(201, created.Status);
        Assert.Equal(200, same.Status);
        other.AssertProblem(ProblemType.VersionConflict);
        Assert.Equal(yaml, given.Text);
    }

    [ContractFact]
    public async Task A_document_of_the_Amazon_States_Language_takes_its_name_from_the_query()
    {
        var server = await GetServerAsync();
        var name = NewName();
        const string Asl = """{"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"x":1},"End":true}}}""";

        var nameless = await RegisterAsync(server, Asl, "application/json");
        var registered = await RegisterAsync(server, Asl, "application/json", $"?name={name}&version=7");
        var execution = await StartAsync(server, name);

        nameless.AssertProblem(ProblemType.InvalidDefinition);
        Assert.Equal((201, "asl", "7"), (registered.Status, registered["spelling"], registered["version"]));
        Assert.Equal("""{"x":1}""", execution["output"]);
    }

    [ContractFact]
    public async Task Every_problem_of_a_bad_document_is_told_with_its_place()
    {
        var server = await GetServerAsync();
        const string Bad = "name: bad\nstartAt: a\nstates:\n  a:\n    type: Pass\n    nxt: b\n    next: c\n  d:\n    type: Success\n";

        var refused = await RegisterAsync(server, Bad);
        var checked_ = await server.SendAsync(HttpMethod.Post, "/workflows/validate", Bad, "application/yaml");

        refused.AssertMistake(ProblemType.InvalidDefinition, "$.states.a.nxt", "unknown-key");
        refused.AssertMistake(ProblemType.InvalidDefinition, "$.states.a.next", "unknown-next");
        refused.AssertMistake(ProblemType.InvalidDefinition, "$.states.d", "unreachable-state");
        Assert.Contains(6, refused.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("line").GetInt32()));
        Assert.False(checked_.Json.GetProperty("valid").GetBoolean());
        Assert.Equal(refused.Json.GetProperty("errors").GetRawText(), checked_.Json.GetProperty("problems").GetRawText());
    }

    [ContractFact]
    public async Task Documents_that_are_made_to_hurt_are_refused_at_once()
    {
        var server = await GetServerAsync();
        Dictionary<string, string> documents = new()
        {
            ["malformed YAML"] = "a: [1, 2",
            ["tabs"] = "a:\n\tb: 1",
            ["an empty document"] = "",
            ["two documents"] = "a: 1\n---\nb: 2",
            ["a scalar"] = "hello",
            ["a list"] = "[]",
            ["a duplicate key"] = "name: a\nname: b",
            ["an alias bomb"] =
                "a: &a [x,x,x,x,x,x,x,x,x]\n"
                + string.Concat("bcdefghij".Select(c => $"{c}: &{c} [{string.Join(',', Enumerable.Repeat($"*{(char)(c - 1)}", 9))}]\n")),
            ["a key that is its own alias"] = "&a {? *a : *a, ? *a : 1}",
            ["flow nesting of 100,000"] = new string('[', 100_000) + new string(']', 100_000),
            ["block nesting of 5,000"] = string.Concat(Enumerable.Range(0, 500).Select(depth => new string(' ', depth) + "a:\n")),
            ["a tag"] = "!!python/object:os.system x",
            ["nothing but letters"] = new string('x', 1_000_000),
        };

        foreach (var (what, document) in documents)
        {
            var answer = await RegisterAsync(server, document);
            Assert.True(answer.Status == 400, $"{what}: {answer.Status} {answer.Text}");
            answer.AssertProblem(ProblemType.InvalidDefinition);
        }
        Assert.Equal(200, (await server.GetAsync("/health/ready")).Status);
    }

    [ContractFact]
    public async Task A_deleted_version_starts_nothing_more_and_what_runs_goes_on()
    {
        var server = await GetServerAsync();
        var name = await RegisterWaitingAsync(server);
        var running = (await server.PostAsync("/workflow-executions", $$"""{"workflow":"{{name}}"}"""))["id"];

        Assert.Equal(204, (await server.SendAsync(HttpMethod.Delete, $"/workflows/{name}/versions/1")).Status);

        (await server.PostAsync("/workflow-executions", $$"""{"workflow":"{{name}}","version":"1"}""")).AssertProblem(
            ProblemType.VersionDeleted
        );
        (await server.GetAsync($"/workflows/{name}/versions/1")).AssertProblem(ProblemType.VersionDeleted);
        Assert.Equal("Running", (await server.GetAsync($"/workflow-executions/{running}"))["status"]);
    }

    [ContractFact]
    public async Task A_version_may_be_any_text_that_an_address_can_have()
    {
        var server = await GetServerAsync();
        foreach (var version in (string[])["{0}", "}", "{", "a{b}c", "%7B", "1 ü 💩", "@"])
        {
            var name = NewName();
            var document = $"name: {name}\nversion: '{version}'\nstartAt: a\nstates:\n  a: {{ type: Success }}\n";
            var address = $"/workflows/{name}/versions/{Uri.EscapeDataString(version)}";

            Assert.Equal(201, (await RegisterAsync(server, document)).Status);
            Assert.Equal(200, (await RegisterAsync(server, document)).Status);
            Assert.Equal(version, (await server.GetAsync(address))["version"]);
            Assert.Equal(version, (await StartAsync(server, name))["version"]);
            Assert.Equal(204, (await server.SendAsync(HttpMethod.Delete, address)).Status);
            (await server.GetAsync(address)).AssertProblem(ProblemType.VersionDeleted);
        }
    }

    [ContractFact]
    public async Task Versions_are_listed_last_first_and_the_last_is_the_default()
    {
        var server = await GetServerAsync();
        var name = NewName();
        foreach (var version in (string[])["1", "3", "2"])
            await RegisterAsync(server, $"name: {name}\nversion: {version}\nstartAt: a\nstates:\n  a: {{ type: Success }}\n");

        var first = await server.GetAsync($"/workflows/{name}/versions?pageSize=2");
        var second = await server.GetAsync($"/workflows/{name}/versions?pageSize=2&pageToken={first["nextPageToken"]}");

        Assert.Equal(["2", "3", "1"], [.. Items(first, "version"), .. Items(second, "version")]);
        Assert.Equal("2", (await server.GetAsync($"/workflows/{name}"))["version"]);
        Assert.Equal("2", (await StartAsync(server, name))["version"]);
    }

    [ContractFact]
    public async Task Workflows_are_listed_by_name_to_the_end()
    {
        var server = await GetServerAsync();
        List<string> registered = [];
        for (var i = 0; i < 5; i++)
            registered.Add(await RegisterGreetingAsync(server));

        List<string> listed = [];
        var token = "";
        do
        {
            var page = await server.GetAsync($"/workflows?pageSize=2{token}");
            listed.AddRange(Items(page, "name"));
            token = page["nextPageToken"] is { } next ? $"&pageToken={next}" : null;
        } while (token is not null);

        Assert.Equal(listed.Order(StringComparer.Ordinal), listed);
        Assert.Equal(listed.Count, listed.Distinct().Count());
        Assert.Subset(listed.ToHashSet(), registered.ToHashSet());
    }

    [ContractFact]
    public async Task The_dashboard_shows_our_grains()
    {
        var server = await GetServerAsync();
        await StartAsync(server, await RegisterGreetingAsync(server));

        var page = await server.GetAsync("/dashboard/");
        var forwarded = await server.GetAsync("/dashboard/DashboardCounters", ("X-Forwarded-For", "203.0.113.9"));

        Assert.Equal((200, "text/html"), (page.Status, page.ContentType));
        // The dashboard counts in rounds of its own; a call shows up with the next one.
        await Poll.UntilAsync(async () =>
            (await server.GetAsync("/dashboard/DashboardCounters")).Text.Contains("Workflows.Grains.", StringComparison.Ordinal)
        );
        forwarded.AssertProblem(ProblemType.LocalOnly);
    }

    private static string NewName() => $"w{Interlocked.Increment(ref names)}";

    private static Task<Answer> RegisterAsync(
        ServerUnderTest server,
        string document,
        string contentType = "application/yaml",
        string query = ""
    ) => server.SendAsync(HttpMethod.Post, "/workflows" + query, document, contentType);

    private static async Task<string> RegisterGreetingAsync(ServerUnderTest server)
    {
        var name = NewName();
        var answer = await RegisterAsync(
            server,
            $"name: {name}\nversion: 1\nstartAt: greet\nstates:\n  greet:\n    type: Pass\n    result: {{ text: hello }}\n    next: done\n  done:\n    type: Success\n"
        );
        Assert.Equal(201, answer.Status);
        return name;
    }

    private static async Task<string> RegisterWaitingAsync(ServerUnderTest server)
    {
        var name = NewName();
        var answer = await RegisterAsync(
            server,
            $"name: {name}\nversion: 1\nstartAt: rest\nstates:\n  rest:\n    type: Wait\n    seconds: 86400\n    next: done\n  done:\n    type: Success\n"
        );
        Assert.Equal(201, answer.Status);
        return name;
    }

    private static async Task<Answer> StartAsync(ServerUnderTest server, string workflow)
    {
        var answer = await server.PostAsync("/workflow-executions?wait=30", $$"""{"workflow":"{{workflow}}"}""");
        Assert.Equal((200, "Succeeded"), (answer.Status, answer["status"]));
        return answer;
    }

    private static List<string> Items(Answer page, string member) =>
        [.. page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty(member).ToString())];
}
