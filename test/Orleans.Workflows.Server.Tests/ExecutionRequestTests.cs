using System.Globalization;
using Workflows.Core.State;
using Workflows.Server.Problems;
using Workflows.Server.Requests;

namespace Workflows.Server.Tests;

public sealed class ExecutionRequestTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async Task InitializeAsync() => server = await ServerUnderTest.StartWithoutEngineAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Every_filter_reaches_the_engine()
    {
        await server.GetAsync(
            "/workflow-executions?workflow=w&version=1.0&status=Failed&status=TimedOut&startedAfter=2026-11-23T19:10:01%2B02:00&startedBefore=2026-11-24T00:00:00Z&tag=a:b:c&tag=d:&parent=p&pageSize=7"
        );

        var query = server.Executions.LastQuery!;
        Assert.Equal(("w", "1.0", "p"), (query.Workflow, query.Version, query.Parent));
        Assert.Equal([ExecutionStatus.Failed, ExecutionStatus.TimedOut], query.Statuses);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 17, 10, 1, TimeSpan.Zero), query.StartedAfter);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero), query.StartedBefore);
        Assert.Equal([new("a", "b:c"), new("d", "")], query.Tags);
        Assert.Equal(8, query.Limit);
    }

    [Fact]
    public async Task A_plus_sign_that_was_not_encoded_is_understood()
    {
        Assert.Equal(200, (await server.GetAsync("/workflow-executions?startedAfter=2026-11-23T19:10:01+02:00")).Status);
    }

    [Fact]
    public async Task Pages_lead_to_the_end_without_gap_or_repeat()
    {
        for (var i = 0; i < 7; i++)
            await server.PostAsync("/workflow-executions", $$"""{"workflow":"greeting","id":"e{{i}}"}""");

        List<string> ids = [];
        var token = "";
        do
        {
            var page = await server.GetAsync($"/workflow-executions?workflow=greeting&pageSize=3{token}");
            ids.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetString()!));
            token = page["nextPageToken"] is { } next ? $"&pageToken={next}" : null;
        } while (token is not null);

        Assert.Equal(["e6", "e5", "e4", "e3", "e2", "e1", "e0"], ids);
    }

    [Fact]
    public async Task An_entry_of_the_list_has_no_data()
    {
        await server.PostAsync("/workflow-executions", """{"workflow":"greeting"}""");

        var entry = (await server.GetAsync("/workflow-executions")).Json.GetProperty("items")[0];

        Assert.Equal(
            ["id", "workflow", "version", "status", "startedAt", "updatedAt", "endedAt", "run", "tags"],
            entry.EnumerateObject().Select(member => member.Name)
        );
    }

    [Fact]
    public async Task A_page_token_is_good_for_its_own_list_and_filters_only()
    {
        for (var i = 0; i < 2; i++)
            await server.PostAsync("/workflow-executions", """{"workflow":"greeting"}""");
        var token = (await server.GetAsync("/workflow-executions?pageSize=1"))["nextPageToken"]!;
        var tampered = (token[0] == 'A' ? 'B' : 'A') + token[1..];

        Assert.Equal(200, (await server.GetAsync($"/workflow-executions?pageToken={token}")).Status);
        foreach (
            var path in (string[])
                [
                    $"/workflow-executions?workflow=w&pageToken={token}",
                    $"/workflows?pageToken={token}",
                    $"/workflow-executions?pageToken={tampered}",
                    $"/workflow-executions?pageToken={token}AAAA",
                ]
        )
            (await server.GetAsync(path)).AssertMistake(ProblemType.InvalidRequest, "?pageToken", "invalid-value");
    }

    // Whoever reads how tokens are made can make one; its fields are no more to be trusted than any parameter.
    [Theory]
    [InlineData("yesterday", "e")]
    [InlineData("٣", "e")]
    [InlineData("-1", "e")]
    [InlineData("9223372036854775807", "e")]
    [InlineData("1", "a b")]
    [InlineData("1", "a\0")]
    public async Task A_page_token_that_somebody_made_is_read_like_any_parameter(string startedAt, string id)
    {
        var genuine = PageToken.Write(["1", "e"], "executions\n\n\n\n-\n");
        Assert.Equal(200, (await server.GetAsync($"/workflow-executions?pageToken={genuine}")).Status);

        var made = PageToken.Write([startedAt, id], "executions\n\n\n\n-\n");

        (await server.GetAsync($"/workflow-executions?pageToken={made}")).AssertMistake(
            ProblemType.InvalidRequest,
            "?pageToken",
            "invalid-value"
        );
    }

    [Fact]
    public async Task A_page_token_that_somebody_made_for_steps_is_read_like_any_parameter()
    {
        await server.PostAsync("/workflow-executions", """{"workflow":"greeting","id":"e"}""");
        foreach (var number in (string[])["x", "٣", "99999999999", "-1"])
            (await server.GetAsync($"/workflow-executions/e/steps?pageToken={PageToken.Write([number], "steps\ne")}")).AssertMistake(
                ProblemType.InvalidRequest,
                "?pageToken",
                "invalid-value"
            );
    }

    [Theory]
    [InlineData("pageSize=0", "?pageSize")]
    [InlineData("pageSize=501", "?pageSize")]
    [InlineData("pageSize=-1", "?pageSize")]
    [InlineData("pageSize=1e9", "?pageSize")]
    [InlineData("pageSize=99999999999999999999", "?pageSize")]
    [InlineData("pageSize=%D9%A3", "?pageSize")]
    [InlineData("pageSize=5%00", "?pageSize")]
    [InlineData("pageSize=5&pageSize=6", "?pageSize")]
    [InlineData("pageToken=", "?pageToken")]
    [InlineData("pageToken=%27%20OR%201=1--", "?pageToken")]
    [InlineData("pageToken=AAAAAAAAAAAAAAAA", "?pageToken")]
    [InlineData("status=running", "?status")]
    [InlineData("status=None", "?status")]
    [InlineData("status=1", "?status")]
    [InlineData("startedAfter=yesterday", "?startedAfter")]
    [InlineData("startedAfter=2026-11-23T19:10:01", "?startedAfter")]
    [InlineData("startedBefore=2026-13-01T00:00:00Z", "?startedBefore")]
    [InlineData("startedBefore=2026-11-01T00:00:00%20Z", "?startedBefore")]
    [InlineData("startedBefore=2026-11-%D9%A3%D9%A3T00:00:00Z", "?startedBefore")]
    [InlineData("tag=novalue", "?tag")]
    [InlineData("tag=:v", "?tag")]
    [InlineData("tag=a%27b:v", "?tag")]
    [InlineData("workflow=%00", "?workflow")]
    [InlineData("parent=%0a", "?parent")]
    [InlineData("wrokflow=w", "?wrokflow")]
    [InlineData("sort=name;drop", "?sort")]
    public async Task A_bad_parameter_is_400_and_named(string query, string path)
    {
        var answer = await server.GetAsync("/workflow-executions?" + query);

        answer.AssertProblem(ProblemType.InvalidRequest);
        Assert.Contains(answer.Json.GetProperty("errors").EnumerateArray(), e => e.GetProperty("path").GetString() == path);
    }

    [Theory]
    [InlineData("/workflow-executions/nobody")]
    [InlineData("/workflow-executions/nobody/steps")]
    [InlineData("/workflow-executions/nobody/steps/a")]
    [InlineData("/workflow-executions/nobody/history")]
    [InlineData("/workflow-executions/nobody/stream")]
    [InlineData("/workflow-executions/%F0%9F%98%80")]
    [InlineData("/workflow-executions/a%0d%0ab")]
    [InlineData("/workflow-executions/..%2f..%2fetc")]
    public async Task An_unknown_execution_is_404(string path)
    {
        (await server.GetAsync(path)).AssertProblem(ProblemType.UnknownExecution);
    }

    [Fact]
    public async Task Steps_are_found_by_id_by_number_and_as_last_visit()
    {
        await server.PostAsync("/workflow-executions", """{"workflow":"greeting","id":"e"}""");

        Assert.Equal("1", (await server.GetAsync("/workflow-executions/e/steps/a%252Fb"))["number"]);
        Assert.Equal("1", (await server.GetAsync("/workflow-executions/e/steps/a%2Fb"))["number"]);
        Assert.Equal("2", (await server.GetAsync("/workflow-executions/e/steps/a%252Fb~2"))["number"]);
        Assert.Equal("2", (await server.GetAsync("/workflow-executions/e/steps/a%252Fb%7E2"))["number"]);
        Assert.Equal("3", (await server.GetAsync("/workflow-executions/e/steps/a%252Fb?visit=last"))["number"]);
        Assert.Equal("done", (await server.GetAsync("/workflow-executions/e/steps/@4"))["id"]);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a/b")]
    [InlineData("@99")]
    [InlineData("@-1")]
    [InlineData("@1e3")]
    [InlineData("a%252Fb~4")]
    public async Task A_step_that_is_not_there_is_404(string stepId)
    {
        await server.PostAsync("/workflow-executions", """{"workflow":"greeting","id":"e"}""");

        (await server.GetAsync($"/workflow-executions/e/steps/{stepId}")).AssertProblem(ProblemType.UnknownStep);
    }

    [Fact]
    public async Task Steps_are_paged_in_the_order_of_their_numbers()
    {
        await server.PostAsync("/workflow-executions", """{"workflow":"greeting","id":"e"}""");

        var first = await server.GetAsync("/workflow-executions/e/steps?pageSize=3");
        var second = await server.GetAsync($"/workflow-executions/e/steps?pageSize=3&pageToken={first["nextPageToken"]}");

        Assert.Equal([1, 2, 3], Numbers(first));
        Assert.Equal([4], Numbers(second));
        Assert.Null(second["nextPageToken"]);

        static IEnumerable<int> Numbers(Answer page) =>
            page.Json.GetProperty("items").EnumerateArray().Select(step => step.GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task The_history_goes_on_behind_a_sequence()
    {
        await server.PostAsync("/workflow-executions", """{"workflow":"greeting","id":"e"}""");

        var part = await server.GetAsync("/workflow-executions/e/history?after=2&limit=3");

        Assert.Equal([3, 4, 5], part.Json.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("sequence").GetInt32()));
        Assert.Equal(10, (await server.GetAsync("/workflow-executions/e/history")).Json.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("history?after=-1")]
    [InlineData("history?limit=0")]
    [InlineData("history?limit=501")]
    [InlineData("history?after=x")]
    [InlineData("steps/done?visit=first")]
    [InlineData("steps?after=1")]
    public async Task A_bad_parameter_below_an_execution_is_400(string path)
    {
        await server.PostAsync("/workflow-executions", """{"workflow":"greeting","id":"e"}""");

        (await server.GetAsync("/workflow-executions/e/" + path)).AssertProblem(ProblemType.InvalidRequest);
    }

    [Fact]
    public async Task A_cancellation_without_body_answers_the_cancelled_execution()
    {
        await server.PostAsync("/workflow-executions", """{"workflow":"waiting","id":"e"}""");

        var first = await server.SendAsync(HttpMethod.Put, "/workflow-executions/e/cancel");
        var again = await server.SendAsync(HttpMethod.Put, "/workflow-executions/e/cancel", """{"reason":"twice"}""");

        Assert.Equal((200, "Cancelled"), (first.Status, first["status"]));
        Assert.Equal(200, again.Status);
    }

    [Fact]
    public async Task The_reason_of_a_cancellation_becomes_the_cause()
    {
        await server.PostAsync("/workflow-executions", """{"workflow":"waiting","id":"e"}""");

        var answer = await server.SendAsync(
            HttpMethod.Put,
            "/workflow-executions/e/cancel",
            """{"reason":"ordered twice","compensate":false}"""
        );

        Assert.Equal("ordered twice", answer["cause"]);
    }

    [Fact]
    public async Task An_execution_that_ended_otherwise_cannot_be_cancelled()
    {
        await server.PostAsync("/workflow-executions", """{"workflow":"greeting","id":"e"}""");

        (await server.SendAsync(HttpMethod.Put, "/workflow-executions/e/cancel")).AssertProblem(ProblemType.ExecutionEnded);
        (await server.SendAsync(HttpMethod.Put, "/workflow-executions/nobody/cancel")).AssertProblem(ProblemType.UnknownExecution);
    }

    [Theory]
    [InlineData("""{"reason":1}""", "$.reason", "wrong-type")]
    [InlineData("""{"compensate":"yes"}""", "$.compensate", "wrong-type")]
    [InlineData("""{"why":"x"}""", "$.why", "unknown-key")]
    public async Task A_bad_cancellation_is_400(string body, string path, string code)
    {
        (await server.SendAsync(HttpMethod.Put, "/workflow-executions/e/cancel", body)).AssertMistake(
            ProblemType.InvalidRequest,
            path,
            code
        );
    }

    [Fact]
    public async Task A_stream_tells_the_history_and_ends_with_the_execution()
    {
        await server.PostAsync("/workflow-executions", """{"workflow":"greeting","id":"e","input":{"a":"line"}}""");

        var answer = await server.GetAsync("/workflow-executions/e/stream", ("Last-Event-ID", "7"));

        Assert.Equal((200, "text/event-stream"), (answer.Status, answer.ContentType));
        var events = answer.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ["id: 8\nevent: StepEntered", "id: 9\nevent: StepLeft", "id: 10\nevent: ExecutionSucceeded"],
            events.Select(e => e[..e.IndexOf("\ndata: ", StringComparison.Ordinal)])
        );
        Assert.Equal(204, (await server.GetAsync("/workflow-executions/e/stream", ("Last-Event-ID", "10"))).Status);
    }

    [Fact]
    public async Task A_stream_brings_what_happens_while_it_is_open()
    {
        await server.PostAsync("/workflow-executions", """{"workflow":"waiting","id":"e"}""");
        using var response = await server.Client.GetAsync(
            new Uri("/workflow-executions/e/stream", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead
        );
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        for (var line = ""; line != "id: 3"; line = await reader.ReadLineAsync())
            Assert.NotNull(line);

        await server.SendAsync(HttpMethod.Put, "/workflow-executions/e/cancel");

        Assert.Contains("event: ExecutionCancelled", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_breaks_inside_data_do_not_break_a_stream()
    {
        await server.PostAsync("/workflow-executions", "{\"workflow\":\"greeting\",\"id\":\"e\",\"input\":{\n\n\"a\":1}}");

        var answer = await server.GetAsync("/workflow-executions/e/stream");

        Assert.Equal(10, answer.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    [InlineData("+1")]
    [InlineData("1,2")]
    public async Task A_bad_Last_Event_ID_is_400(string id)
    {
        (await server.GetAsync("/workflow-executions/e/stream", ("Last-Event-ID", id))).AssertMistake(
            ProblemType.InvalidRequest,
            "Last-Event-ID",
            "invalid-value"
        );
    }

    [Fact]
    public void Page_tokens_survive_any_field()
    {
        string[] fields = [long.MaxValue.ToString(CultureInfo.InvariantCulture), "ö/+="];

        Assert.Equal(fields, Requests.PageToken.Read(Requests.PageToken.Write(fields, "s"), "s"));
    }
}
