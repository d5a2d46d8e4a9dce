using Workflows.Server.Problems;
using Workflows.Testing.Postgres;

namespace Workflows.Server.Tests.Engine;

public abstract partial class EngineContract
{
    [ContractFact]
    public async Task A_start_is_idempotent_by_key_and_by_id()
    {
        var server = await GetServerAsync();
        var name = await RegisterGreetingAsync(server);

        foreach (
            var (member, headers) in ((string, (string, string)[])[])
                [("", [("Idempotency-Key", "key-" + name)]), ($",\"id\":\"id-{name}\"", [])]
        )
        {
            var first = await server.PostAsync(
                "/workflow-executions",
                $$$"""{"workflow":"{{{name}}}","input":{"n":1}{{{member}}}}""",
                headers
            );
            var again = await server.PostAsync(
                "/workflow-executions",
                $$$"""{"workflow":"{{{name}}}","input":{"n":1}{{{member}}}}""",
                headers
            );
            var other = await server.PostAsync(
                "/workflow-executions",
                $$$"""{"workflow":"{{{name}}}","input":{"n":2}{{{member}}}}""",
                headers
            );

            Assert.Equal((201, 200), (first.Status, again.Status));
            Assert.Equal(first["id"], again["id"]);
            other.AssertProblem(ProblemType.StartConflict);
        }
    }

    [ContractFact]
    public async Task An_input_that_does_not_fit_the_schema_of_its_workflow_starts_nothing()
    {
        var server = await GetServerAsync();
        var name = NewName();
        await RegisterAsync(
            server,
            $"name: {name}\ninputSchema:\n  properties:\n    items: {{items: {{required: [sku]}}}}\nstartAt: done\nstates:\n  done:\n    type: Success\n"
        );

        var refused = await server.PostAsync("/workflow-executions", $$$"""{"workflow":"{{{name}}}","input":{"items":[{}]}}""");
        var accepted = await server.PostAsync("/workflow-executions", $$$"""{"workflow":"{{{name}}}","input":{"items":[{"sku":1}]}}""");

        refused.AssertProblem(ProblemType.InvalidRequest);
        Assert.Equal(
            "$.input.items[0]",
            Assert.Single(refused.Json.GetProperty("errors").EnumerateArray()).GetProperty("path").GetString()
        );
        Assert.Equal(201, accepted.Status);
    }

    [ContractFact]
    public async Task Data_go_through_as_they_came()
    {
        var server = await GetServerAsync();
        var name = NewName();
        await RegisterAsync(server, $"name: {name}\nstartAt: done\nstates:\n  done:\n    type: Success\n");
        const string Input = """{"n":1.500,"big":9007199254740993,"text":"ü <b> \u00e9","__proto__":{"$type":"x"},"":[null]}""";

        var answer = await server.PostAsync("/workflow-executions?wait=30", $$$"""{"workflow":"{{{name}}}","input":{{{Input}}}}""");

        Assert.Equal(Input, answer.Json.GetProperty("input").GetRawText());
        Assert.Equal(Input, answer.Json.GetProperty("output").GetRawText());
    }

    [ContractFact]
    public async Task A_waiting_execution_shows_where_it_is_and_a_cancellation_ends_it()
    {
        var server = await GetServerAsync();
        var name = await RegisterWaitingAsync(server);

        var waiting = await server.PostAsync("/workflow-executions?wait=0.1", $$$"""{"workflow":"{{{name}}}","input":{"a":1}}""");
        var path = $"/workflow-executions/{waiting["id"]}";
        var step = await server.GetAsync($"{path}/steps/rest");
        var cancelled = await server.SendAsync(HttpMethod.Put, $"{path}/cancel", """{"reason":"ordered twice"}""");
        var again = await server.SendAsync(HttpMethod.Put, $"{path}/cancel");
        var stepAfter = await server.GetAsync($"{path}/steps/@1");

        Assert.Equal(
            (202, "Running", """["rest"]""", """{"a":1}"""),
            (waiting.Status, waiting["status"], waiting["currentStates"], waiting["data"])
        );
        Assert.Equal(("Wait", "Waiting", waiting["wakeAt"]), (step["type"], step["status"], step["wakeAt"]));
        Assert.Equal(
            (200, "Cancelled", "ordered twice", "[]"),
            (cancelled.Status, cancelled["status"], cancelled["cause"], cancelled["currentStates"])
        );
        Assert.NotNull(cancelled["endedAt"]);
        Assert.Equal((200, "ordered twice"), (again.Status, again["cause"]));
        Assert.Equal("Cancelled", stepAfter["status"]);
    }

    [ContractFact]
    public async Task An_execution_that_has_succeeded_cannot_be_cancelled()
    {
        var server = await GetServerAsync();
        var id = (await StartAsync(server, await RegisterGreetingAsync(server)))["id"];

        (await server.SendAsync(HttpMethod.Put, $"/workflow-executions/{id}/cancel")).AssertProblem(ProblemType.ExecutionEnded);
    }

    [ContractFact]
    public async Task A_timeout_of_the_start_ends_the_execution_as_timed_out()
    {
        var server = await GetServerAsync();
        var name = await RegisterWaitingAsync(server);

        var answer = await server.PostAsync("/workflow-executions?wait=30", $$"""{"workflow":"{{name}}","timeout":0.2}""");

        Assert.Equal((200, "TimedOut"), (answer.Status, answer["status"]));
    }

    [ContractFact]
    public async Task Attempts_and_visits_are_told_apart()
    {
        var server = await GetServerAsync();
        var name = NewName();
        await RegisterAsync(
            server,
            $$"""
            name: {{name}}
            startAt: work
            states:
              work:
                type: Task
                resource: test.flaky
                retry: { maxAttempts: 2, interval: 0.01 }
                next: again
              again:
                type: Choice
                choices:
                  - condition: { variable: $.round, equals: 2 }
                    next: done
                default: count
              count:
                type: Pass
                result: { round: 2 }
                next: work
              done:
                type: Success
            """
        );

        var id = (await StartAsync(server, name))["id"];
        var first = await server.GetAsync($"/workflow-executions/{id}/steps/work");
        var last = await server.GetAsync($"/workflow-executions/{id}/steps/work?visit=last");

        Assert.Equal(
            ["Failed", "Succeeded"],
            first.Json.GetProperty("attempts").EnumerateArray().Select(a => a.GetProperty("status").GetString())
        );
        Assert.Equal("Flaky", first.Json.GetProperty("attempts")[0].GetProperty("error").GetString());
        Assert.Equal(("work", "Succeeded", "again"), (first["id"], first["status"], first["next"]));
        Assert.Equal("work~2", last["id"]);
    }

    [ContractFact]
    public async Task Every_filter_of_the_list_filters()
    {
        var server = await GetServerAsync();
        var (ended, waiting) = (await RegisterGreetingAsync(server), await RegisterWaitingAsync(server));
        List<Answer> started = [];
        foreach (var (workflow, tag) in ((string, string)[])[(ended, "red"), (ended, "blue"), (waiting, "red"), (waiting, "blue")])
            started.Add(
                await server.PostAsync(
                    "/workflow-executions",
                    $$$"""{"workflow":"{{{workflow}}}","tags":{"colour":"{{{tag}}}","set":"{{{ended}}}"}}"""
                )
            );
        var ids = started.Select(answer => answer["id"]!).ToList();

        await AssertFoundAsync("", 3, 2, 1, 0);
        await AssertFoundAsync($"&workflow={ended}", 1, 0);
        await AssertFoundAsync($"&workflow={waiting}&version=1&tag=colour:blue", 3);
        await AssertFoundAsync("&version=2");
        await AssertFoundAsync("&status=Running", 3, 2);
        await AssertFoundAsync("&status=Running&status=Succeeded&tag=colour:red", 2, 0);
        await AssertFoundAsync("&status=Failed");
        await AssertFoundAsync("&startedAfter=2100-01-01T00:00:00Z");
        await AssertFoundAsync("&startedBefore=2000-01-01T00:00:00Z");
        await AssertFoundAsync($"&startedAfter={Uri.EscapeDataString(started[0]["startedAt"]!)}&workflow={waiting}", 3, 2);
        await AssertFoundAsync("&parent=nobody");

        async Task AssertFoundAsync(string filter, params int[] expected)
        {
            var page = await server.GetAsync($"/workflow-executions?tag=set:{ended}{filter}");
            Assert.Equal(200, page.Status);
            // Starts of the same millisecond are ordered by id.
            Assert.Equal(
                expected.Select(index => ids[index]).Order(StringComparer.Ordinal),
                Items(page, "id").Order(StringComparer.Ordinal)
            );
        }
    }

    [ContractFact]
    public async Task The_list_leads_to_its_end_newest_first()
    {
        var server = await GetServerAsync();
        var name = await RegisterGreetingAsync(server);
        for (var i = 0; i < 7; i++)
            await server.PostAsync("/workflow-executions", $$"""{"workflow":"{{name}}"}""");

        List<(string StartedAt, string Id)> listed = [];
        var token = "";
        do
        {
            var page = await server.GetAsync($"/workflow-executions?workflow={name}&pageSize=3{token}");
            listed.AddRange(Items(page, "startedAt").Zip(Items(page, "id")));
            token = page["nextPageToken"] is { } next ? $"&pageToken={next}" : null;
        } while (token is not null);

        Assert.Equal(7, listed.Select(entry => entry.Id).Distinct().Count());
        Assert.Equal(
            listed.Select(entry => entry.StartedAt).OrderDescending(StringComparer.Ordinal),
            listed.Select(entry => entry.StartedAt)
        );
    }

    [ContractFact]
    public async Task A_stream_follows_an_execution_to_its_end()
    {
        var server = await GetServerAsync();
        var name = await RegisterWaitingAsync(server);
        var id = (await server.PostAsync("/workflow-executions", $$"""{"workflow":"{{name}}"}"""))["id"];
        using var response = await server.Client.GetAsync(
            new Uri($"/workflow-executions/{id}/stream", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead
        );
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        for (var line = ""; line != "event: WaitStarted"; line = await reader.ReadLineAsync())
            Assert.NotNull(line);

        await server.SendAsync(HttpMethod.Put, $"/workflow-executions/{id}/cancel");
        var rest = await reader.ReadToEndAsync();
        var again = await server.GetAsync($"/workflow-executions/{id}/stream", ("Last-Event-ID", "3"));

        Assert.Contains("event: ExecutionCancelled", rest, StringComparison.Ordinal);
        Assert.StartsWith("id: 4\n", again.Text, StringComparison.Ordinal);
        Assert.Equal(204, (await server.GetAsync($"/workflow-executions/{id}/stream", ("Last-Event-ID", "4"))).Status);
    }
}
