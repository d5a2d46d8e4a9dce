using Workflows.Server.Problems;

namespace Workflows.Server.Tests;

public sealed class StartRequestTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async Task InitializeAsync() => server = await ServerUnderTest.StartWithoutEngineAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_start_answers_201_with_location_and_execution()
    {
        var answer = await server.PostAsync(
            "/workflow-executions",
            """{"workflow":"greeting","id":"a-1","input":{"n":1.50},"tags":{"customer":"42"}}"""
        );

        Assert.Equal(201, answer.Status);
        Assert.Equal("/workflow-executions/a-1", answer.Headers["Location"]);
        Assert.Equal("a-1", answer["id"]);
        Assert.Equal("Succeeded", answer["status"]);
        Assert.Contains("""{"n":1.50}""", answer.Text, StringComparison.Ordinal);
        Assert.Equal("""{"customer":"42"}""", answer["tags"]);
        Assert.Equal("2026-11-23T19:10:02.000Z", answer["startedAt"]);
        Assert.Equal("[]", answer["currentStates"]);
        Assert.False(answer.Json.TryGetProperty("error", out _));
        Assert.False(answer.Json.TryGetProperty("data", out _));
    }

    [Fact]
    public async Task A_null_input_is_a_value_and_not_the_absence_of_one()
    {
        var answer = await server.PostAsync("/workflow-executions", """{"workflow":"greeting","input":null}""");

        Assert.Equal(201, answer.Status);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, answer.Json.GetProperty("input").ValueKind);
    }

    [Fact]
    public async Task Everything_that_a_start_says_reaches_the_engine()
    {
        await server.PostAsync(
            "/workflow-executions",
            """{"workflow":"greeting","version":"2.1","tags":{"b":"2","a":"1"},"timeout":"PT1M30S"}""",
            ("Idempotency-Key", "k-1")
        );

        var start = server.Executions.LastStart!;
        Assert.Equal("2.1", start.Version);
        Assert.Equal("k-1", start.IdempotencyKey);
        Assert.Equal("{}", start.Input.ToString());
        Assert.Equal(TimeSpan.FromSeconds(90), start.Timeout);
        Assert.Equal(["a", "b"], start.Tags.Keys);
    }

    [Fact]
    public async Task The_same_request_again_answers_200_and_another_one_409()
    {
        await server.PostAsync("/workflow-executions", """{"workflow":"greeting","input":{"n":1}}""", ("Idempotency-Key", "key"));

        var again = await server.PostAsync(
            "/workflow-executions",
            """{"workflow":"greeting","input":{"n":1}}""",
            ("Idempotency-Key", "key")
        );
        var other = await server.PostAsync(
            "/workflow-executions",
            """{"workflow":"greeting","input":{"n":2}}""",
            ("Idempotency-Key", "key")
        );

        Assert.Equal(200, again.Status);
        Assert.Equal("key", again["id"]);
        other.AssertProblem(ProblemType.StartConflict);
    }

    [Fact]
    public async Task An_unknown_workflow_is_404_and_a_deleted_version_410()
    {
        (await server.PostAsync("/workflow-executions", """{"workflow":"nobody"}""")).AssertProblem(ProblemType.UnknownWorkflow);
        (await server.PostAsync("/workflow-executions", """{"workflow":"deleted"}""")).AssertProblem(ProblemType.VersionDeleted);
    }

    [Fact]
    public async Task A_start_that_waits_answers_200_at_the_end_and_202_when_the_seconds_are_over()
    {
        var ended = await server.PostAsync("/workflow-executions?wait=5", """{"workflow":"greeting"}""");
        var waiting = await server.PostAsync("/workflow-executions?wait=0.01", """{"workflow":"waiting"}""");

        Assert.Equal(200, ended.Status);
        Assert.Equal("Succeeded", ended["status"]);
        Assert.Equal(202, waiting.Status);
        Assert.Equal("""["a%2Fb"]""", waiting["currentStates"]);
        Assert.Equal("2026-11-24T19:10:03.000Z", waiting["wakeAt"]);
    }

    [Theory]
    [InlineData("""{"workflow":"greeting","inputs":{}}""", "$.inputs", "unknown-key")]
    [InlineData("""{"workflow":"greeting","workflow":"greeting"}""", "$.workflow", "duplicate-key")]
    [InlineData("""{"input":{}}""", "$", "missing-key")]
    [InlineData("""{"workflow":7}""", "$.workflow", "wrong-type")]
    [InlineData("""{"workflow":null}""", "$.workflow", "wrong-type")]
    [InlineData("""{"workflow":"greeting","version":1.0}""", "$.version", "wrong-type")]
    [InlineData("""{"workflow":"greeting","version":""}""", "$.version", "invalid-value")]
    [InlineData("""{"workflow":"greeting","id":"a.b"}""", "$.id", "invalid-value")]
    [InlineData("""{"workflow":"greeting","id":""}""", "$.id", "invalid-value")]
    [InlineData("""{"workflow":"greeting","id":"../../etc/passwd"}""", "$.id", "invalid-value")]
    [InlineData("""{"workflow":"greeting","id":["a"]}""", "$.id", "wrong-type")]
    [InlineData("""{"workflow":"greeting","tags":["a"]}""", "$.tags", "wrong-type")]
    [InlineData("""{"workflow":"greeting","tags":{"a":1}}""", "$.tags.a", "wrong-type")]
    [InlineData("""{"workflow":"greeting","tags":{"a:b":"1"}}""", "$.tags[?]", "invalid-name")]
    [InlineData("""{"workflow":"greeting","tags":{"a":"1\n2"}}""", "$.tags.a", "invalid-value")]
    [InlineData("""{"workflow":"greeting","tags":{"a":"1","a":"2"}}""", "$.tags", "duplicate-key")]
    [InlineData("""{"workflow":"greeting","timeout":0}""", "$.timeout", "invalid-duration")]
    [InlineData("""{"workflow":"greeting","timeout":-1}""", "$.timeout", "invalid-duration")]
    [InlineData("""{"workflow":"greeting","timeout":1e300}""", "$.timeout", "invalid-duration")]
    [InlineData("""{"workflow":"greeting","timeout":-1e300}""", "$.timeout", "invalid-duration")]
    [InlineData("""{"workflow":"greeting","timeout":"PT٣M"}""", "$.timeout", "invalid-duration")]
    [InlineData("""{"workflow":"greeting","timeout":" PT3M"}""", "$.timeout", "invalid-duration")]
    [InlineData("""{"workflow":"greeting","version":".."}""", "$.version", "invalid-value")]
    [InlineData("""{"workflow":"greeting","version":"a/b"}""", "$.version", "invalid-value")]
    [InlineData("""{"workflow":"greeting","input":0e99999999999}""", "$.input", "number-out-of-range")]
    [InlineData("""{"workflow":"greeting","timeout":"P1Y"}""", "$.timeout", "invalid-duration")]
    [InlineData("""{"workflow":"greeting","timeout":"soon"}""", "$.timeout", "invalid-duration")]
    [InlineData("""{"workflow":"greeting","timeout":"PT99999999999999999999S"}""", "$.timeout", "invalid-duration")]
    [InlineData("""{"workflow":"greeting","timeout":true}""", "$.timeout", "invalid-duration")]
    [InlineData("""{"workflow":"greeting","input":{"a":1,"a":2}}""", "$.input", "duplicate-key")]
    [InlineData("""{"workflow":"greeting","input":"\ud800"}""", "$.input", "invalid-unicode")]
    [InlineData("""{"workflow":"greeting","input":"\u0000"}""", "$.input", "invalid-unicode")]
    [InlineData("""{"workflow":"greeting","input":1e999}""", "$.input", "number-out-of-range")]
    [InlineData("""{"workflow":"greeting","\ud800":1}""", "$.", "unknown-key")]
    [InlineData("""{"workflow":"\ud800"}""", "$.workflow", "invalid-unicode")]
    [InlineData("""{"workflow":"greeting",}""", "$", "invalid-json")]
    [InlineData("""{"workflow":"greeting"} x""", "$", "invalid-json")]
    [InlineData("""{"workflow":"greeting","input":NaN}""", "$", "invalid-json")]
    [InlineData("""{"workflow":"greeting" /* why */}""", "$", "invalid-json")]
    [InlineData("""{'workflow':'greeting'}""", "$", "invalid-json")]
    [InlineData("""{"workflow":"greeting",""", "$", "invalid-json")]
    [InlineData("""["greeting"]""", "$", "wrong-type")]
    [InlineData("null", "$", "wrong-type")]
    [InlineData("", "$", "missing-key")]
    [InlineData("   ", "$", "invalid-json")]
    public async Task A_bad_body_is_400_and_says_where(string body, string path, string code)
    {
        var answer = await server.PostAsync("/workflow-executions", body);

        answer.AssertMistake(ProblemType.InvalidRequest, path, code);
    }

    [Fact]
    public async Task All_mistakes_of_a_body_are_told_at_once_with_line_and_column()
    {
        var answer = await server.PostAsync("/workflow-executions", "{\n  \"workflow\": 7,\n  \"id\": \"a b\",\n  \"tags\": 1\n}");

        var errors = answer.Json.GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal(["$.workflow", "$.id", "$.tags"], errors.Select(e => e.GetProperty("path").GetString()));
        Assert.Equal([2, 3, 4], errors.Select(e => e.GetProperty("line").GetInt32()));
        Assert.Equal([15, 9, 11], errors.Select(e => e.GetProperty("column").GetInt32()));
    }

    [Theory]
    [InlineData(64, 201)]
    [InlineData(65, 400)]
    [InlineData(1_000, 400)]
    [InlineData(100_000, 400)]
    public async Task An_input_nests_64_deep_and_no_deeper(int depth, int status)
    {
        var answer = await server.PostAsync(
            "/workflow-executions",
            $$"""{"workflow":"greeting","input":{{new string('[', depth)}}{{new string(']', depth)}}}"""
        );

        Assert.Equal(status, answer.Status);
        if (status == 400)
            Assert.Equal("too-deep", answer.Json.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(256 * 1024 - 2, 201)]
    [InlineData(256 * 1024 - 1, 413)]
    [InlineData(400 * 1024, 413)]
    [InlineData(2 * 1024 * 1024, 413)]
    public async Task An_input_has_256_KiB_and_no_more(int characters, int status)
    {
        var answer = await server.PostAsync(
            "/workflow-executions",
            $$"""{"workflow":"greeting","input":"{{new string('x', characters)}}"}"""
        );

        Assert.Equal(status, answer.Status);
        if (status == 413)
            answer.AssertProblem(ProblemType.TooLarge);
    }

    [Theory]
    [InlineData(32, 201)]
    [InlineData(33, 400)]
    public async Task An_execution_has_32_tags_and_no_more(int count, int status)
    {
        var tags = string.Join(',', Enumerable.Range(1, count).Select(n => $"\"t{n}\":\"v\""));

        Assert.Equal(status, (await server.PostAsync("/workflow-executions", $$$"""{"workflow":"greeting","tags":{{{{tags}}}}}""")).Status);
    }

    [Fact]
    public async Task A_tags_key_has_64_and_its_value_256_characters_and_no_more()
    {
        Assert.Equal(201, (await WithTag(64, 256)).Status);
        Assert.Equal(400, (await WithTag(65, 256)).Status);
        Assert.Equal(400, (await WithTag(64, 257)).Status);

        Task<Answer> WithTag(int key, int value) =>
            server.PostAsync(
                "/workflow-executions",
                $$$"""{"workflow":"greeting","tags":{"{{{new string('k', key)}}}":"{{{new string('v', value)}}}"}}"""
            );
    }

    [Theory]
    [InlineData("")]
    [InlineData("with blank")]
    public async Task A_bad_idempotency_key_is_400(string key)
    {
        var answer = await server.PostAsync("/workflow-executions", """{"workflow":"greeting"}""", ("Idempotency-Key", key));

        Assert.Equal(400, answer.Status);
        Assert.Equal("application/problem+json", answer.ContentType);
    }

    [Fact]
    public async Task An_id_beside_another_idempotency_key_is_400_and_beside_the_same_fine()
    {
        var other = await server.PostAsync("/workflow-executions", """{"workflow":"greeting","id":"a"}""", ("Idempotency-Key", "b"));
        var same = await server.PostAsync("/workflow-executions", """{"workflow":"greeting","id":"a"}""", ("Idempotency-Key", "a"));

        other.AssertMistake(ProblemType.InvalidRequest, "Idempotency-Key", "invalid-value");
        Assert.Equal(201, same.Status);
    }

    [Fact]
    public async Task A_key_of_256_characters_is_400()
    {
        var answer = await server.PostAsync(
            "/workflow-executions",
            """{"workflow":"greeting"}""",
            ("Idempotency-Key", new string('k', 256))
        );

        answer.AssertMistake(ProblemType.InvalidRequest, "Idempotency-Key", "invalid-value");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("301")]
    [InlineData("NaN")]
    [InlineData("soon")]
    [InlineData("1e2")]
    [InlineData("")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("%2BInfinity")]
    [InlineData("-0")]
    [InlineData("%2B1")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1,5")]
    [InlineData("%201")]
    [InlineData("1%00")]
    [InlineData("%D9%A3")]
    public async Task A_bad_wait_is_400_before_anything_is_started(string wait)
    {
        var answer = await server.PostAsync($"/workflow-executions?wait={wait}", """{"workflow":"greeting"}""");

        answer.AssertMistake(ProblemType.InvalidRequest, "?wait", "invalid-value");
        Assert.Null(server.Executions.LastStart);
    }
}
