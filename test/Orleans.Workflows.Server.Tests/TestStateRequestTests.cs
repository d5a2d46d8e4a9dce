using System.Text.Json;
using Workflows.Server.Documentation;
using Workflows.Server.Problems;

namespace Workflows.Server.Tests;

public sealed class TestStateRequestTests : IAsyncLifetime
{
    private const string Path = "/workflows/test-state";

    private ServerUnderTest server = null!;

    public async Task InitializeAsync() => server = await ServerUnderTest.StartWithoutEngineAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task The_example_answers_what_it_says()
    {
        var answer = await server.PostAsync(Path, Examples.TestState);

        using var expected = JsonDocument.Parse(Examples.TestedState);
        Assert.Equal(200, answer.Status);
        Assert.True(JsonElement.DeepEquals(expected.RootElement, answer.Json), answer.Text);
    }

    [Theory]
    [InlineData("Flaky", "Retriable", null, "0.1")]
    [InlineData("Broken", "CaughtError", "mend", null)]
    [InlineData("States.DataLimitExceeded", "Failed", null, null)]
    public async Task An_error_is_retried_caught_or_fails(string error, string status, string? next, string? pause)
    {
        var answer = await server.PostAsync(
            Path,
            $$$$"""
            {"definition":"name: w\nstartAt: a\nstates:\n  a:\n    type: Task\n    resource: r.s\n    retry: {errorType: Flaky, interval: 0.1}\n    catch: [{next: mend}]\n    end: true\n  mend: {type: Success}\n",
             "mock":{"error":{"type":"{{{{error}}}}","cause":"c"}}}
            """
        );

        Assert.Equal((200, status), (answer.Status, answer["status"]));
        Assert.Equal((error, "c"), (answer["error"], answer["cause"]));
        Assert.Equal((next, pause), (answer["next"], answer["retryAfterSeconds"]));
    }

    [Fact]
    public async Task A_state_inside_of_a_map_sees_the_context_and_the_variables_that_are_given()
    {
        var answer = await server.PostAsync(
            Path,
            """
            {"definition":{"StartAt":"M","States":{"M":{"Type":"Map","ItemProcessor":{"StartAt":"In","States":{
               "In":{"Type":"Pass","Parameters":{"id.$":"$$.Execution.Id","v.$":"$v"},"End":true}}},"End":true}}},
             "state":"In","context":{"Execution":{"Id":"e-1"}},"variables":{"v":[1]}}
            """
        );

        Assert.Equal((200, """{"id":"e-1","v":[1]}"""), (answer.Status, answer["output"]));
    }

    [Theory]
    [InlineData("""{"mapIterationFailureCount":1,"mapItemReaderData":[1,2,3]}""", "Succeeded")]
    [InlineData("""{"mapIterationFailureCount":2,"errorCausedByState":"In","mapItemReaderData":[1,2,3]}""", "Failed")]
    [InlineData("""{"mapItemReaderData":"[1,2,3]","retrierRetryCount":1}""", "Succeeded")]
    public async Task What_happened_before_and_inside_is_given_as_on_AWS(string configuration, string status)
    {
        var answer = await server.PostAsync(Path, MapWith(configuration));

        Assert.Equal((200, status), (answer.Status, answer["status"]));
    }

    [Theory]
    [InlineData("""{"mapIterationFailureCount":4,"mapItemReaderData":[1,2,3]}""")]
    [InlineData("""{"mapIterationFailureCount":-1}""")]
    [InlineData("""{"errorCausedByState":"Nobody"}""")]
    [InlineData("""{"mapItemReaderData":"1"}""")]
    [InlineData("""{"unknown":1}""")]
    [InlineData("[]")]
    public async Task A_configuration_that_cannot_be_is_refused(string configuration) =>
        (await server.PostAsync(Path, MapWith(configuration))).AssertProblem(ProblemType.InvalidRequest);

    private static string MapWith(string configuration) =>
        """
            {"definition":{"StartAt":"M","States":{"M":{"Type":"Map","ItemReader":{"Resource":"arn:aws:states:::s3:getObject"},"ToleratedFailureCount":1,"ItemProcessor":
              {"StartAt":"In","States":{"In":{"Type":"Succeed"}}},"End":true}}},"mock":{"result":[1,2,3]},"stateConfiguration":CONFIGURATION}
            """.Replace("CONFIGURATION", configuration, StringComparison.Ordinal);

    [Fact]
    public async Task Any_ARN_passes_where_a_mock_answers()
    {
        var answer = await server.PostAsync(
            Path,
            """
            {"definition":{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","End":true}}},
             "mock":{"result":{"MessageId":"1"}}}
            """
        );

        Assert.Equal((200, """{"MessageId":"1"}"""), (answer.Status, answer["output"]));
    }

    [Theory]
    [InlineData("{}", "$", "missing-key")]
    [InlineData("""{"definition":7}""", "$.definition", "wrong-type")]
    [InlineData("""{"definition":{"name":"w","startAt":"a","states":{"a":{"type":"Success"}}},"state":"b"}""", "$.state", "invalid-value")]
    [InlineData(
        """{"definition":{"name":"w","startAt":"a","states":{"a":{"type":"Success"}}},"mock":{"result":1}}""",
        "$.mock",
        "invalid-value"
    )]
    [InlineData("""{"definition":{"name":"w","startAt":"a","states":{"a":{"type":"Success"}}},"mock":{}}""", "$.mock", "wrong-type")]
    [InlineData(
        """{"definition":{"name":"w","startAt":"a","states":{"a":{"type":"Task","resource":"r.s","end":true}}}}""",
        "$",
        "missing-key"
    )]
    public async Task A_mistake_is_400_and_named(string body, string place, string code)
    {
        (await server.PostAsync(Path, body)).AssertMistake(ProblemType.InvalidRequest, place, code);
    }

    [Fact]
    public async Task A_document_with_problems_is_refused_with_all_of_them()
    {
        var answer = await server.PostAsync(
            Path,
            """{"definition":{"name":"w","startAt":"b","states":{"a":{"type":"Success","nxt":"c"}}}}"""
        );

        answer.AssertMistake(ProblemType.InvalidDefinition, "$.states.a.nxt", "unknown-key");
    }
}
